import type { CommandContext } from '../command/command.ts'
import { UsageError } from '../command/usage-error.ts'

export interface ReadSecret {
  readonly secret: string
  /** Where it was found, for the output. */
  readonly from: 'standard input' | 'COVEO_TOKEN' | 'COVEO_API_KEY'
}

/** Reads the key or token to look at: the standard input, else `COVEO_TOKEN`, else `COVEO_API_KEY`. */
export async function readSecret({ env, readInput }: CommandContext): Promise<ReadSecret> {
  const input = clean(await readInput())
  if (input !== '') return { secret: input, from: 'standard input' }
  for (const from of ['COVEO_TOKEN', 'COVEO_API_KEY'] as const) {
    const secret = clean(env[from] ?? '')
    if (secret !== '') return { secret, from }
  }
  throw new UsageError('Pipe an API key or a token into the command, or set COVEO_TOKEN or COVEO_API_KEY.')
}

/** Without the scheme of an `Authorization` header and quotes. */
function clean(text: string): string {
  return text
    .trim()
    .replace(/^bearer\s+/i, '')
    .replace(/^["'](.*)["']$/s, '$1')
}
