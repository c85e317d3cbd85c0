import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { CommandContext } from './command.ts'
import { decodeText } from './decode-text.ts'
import { UsageError } from './usage-error.ts'

/** The environment with the variables of env files below it. A later file wins over an earlier one. */
export async function readEnvFiles(files: readonly string[], context: CommandContext): Promise<CommandContext['env']> {
  const variables = await Promise.all(files.map((file) => readEnvFile(file, context.cwd)))
  return Object.assign({}, ...variables, definedIn(context.env))
}

async function readEnvFile(file: string, cwd: string) {
  try {
    return parseEnv(decodeText(await readFile(resolve(cwd, file))))
  } catch {
    throw new UsageError('--env-file names a file that cannot be read.')
  }
}

/** An empty variable counts as missing. */
function definedIn(env: CommandContext['env']) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
}
