import { readFile, writeFile } from 'node:fs/promises'
import { CommandError } from './command-error.ts'

/** The start of a line that sets the variable `name`. */
const lineOf = (name: string) => `^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*`
const organizationKey = new RegExp(`${lineOf('COVEO_API_KEY')}\\S`, 'm')
const loopback = new RegExp(`${lineOf('COVEO_ENDPOINT')}["']?http://(?:127\\.|localhost|\\[::1\\])`, 'm')

/** Sets variables in an env file and keeps its other lines. Rejects a file that holds the key of an organization. */
export async function writeEnvFile(file: string, variables: Record<string, string>): Promise<void> {
  const before = await read(file)
  if (organizationKey.test(before) && !loopback.test(before)) {
    throw new CommandError(
      `${file} has a COVEO_API_KEY that is not the emulator's. Remove it, or choose another file with --write-env.`,
    )
  }
  const replaced = Object.keys(variables).map((name) => new RegExp(lineOf(name)))
  const kept = before.split(/\r?\n/).filter((line) => !replaced.some((pattern) => pattern.test(line)))
  while (kept.at(-1)?.trim() === '') kept.pop()
  const lines = [...kept, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)]
  try {
    await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

async function read(file: string): Promise<string> {
  try {
    // Removes a byte order mark, which would hide the first variable. Windows tools write UTF-16.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
    if (!text.includes('\0')) return text
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return ''
    if (code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new CommandError(`${file} cannot be read: ${message}`)
  }
  throw new CommandError(`${file} is not in UTF-8. Save it in UTF-8, or choose another file with --write-env.`)
}
