import { readFile, writeFile } from 'node:fs/promises'
import { CommandError } from './command-error.ts'

const loopback = /^COVEO_ENDPOINT\s*=\s*["']?http:\/\/(127\.|localhost|\[::1\])/m

/** Sets variables in an env file and keeps its other lines. Rejects a file that holds the key of an organization. */
export async function writeEnvFile(file: string, variables: Record<string, string>): Promise<void> {
  const before = await read(file)
  if (/^COVEO_API_KEY\s*=\s*\S/m.test(before) && !loopback.test(before)) {
    throw new CommandError(
      `${file} has a COVEO_API_KEY that is not the emulator's. Remove it, or choose another file with --write-env.`,
    )
  }
  const kept = before.split(/\r?\n/).filter((line) => !Object.keys(variables).some((name) => isLineOf(name, line)))
  while (kept.at(-1)?.trim() === '') kept.pop()
  const lines = [...kept, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)]
  try {
    await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

function isLineOf(name: string, line: string): boolean {
  return new RegExp(`^(export\\s+)?${name}\\s*=`).test(line)
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
