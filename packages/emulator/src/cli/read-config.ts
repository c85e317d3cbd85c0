import { readFile } from 'node:fs/promises'
import { describeIssues } from '../api/describe-issues.ts'
import { configSchema, type EmulatorOptions } from '../emulator/emulator-options.ts'
import { CommandError } from './command-error.ts'

/** Reads options from a JSON file. Throws a `CommandError` that names every problem in it. */
export async function readConfig(file: string): Promise<EmulatorOptions> {
  const result = configSchema.safeParse(parse(await read(file), file))
  if (result.success) return dropUndefined(result.data)
  throw new CommandError(
    `${file} is not a valid configuration:\n  ${describeIssues(result.error).replaceAll('; ', '\n  ')}`,
  )
}

async function read(file: string): Promise<string> {
  try {
    // Removes a byte order mark, which JSON does not allow.
    return new TextDecoder().decode(await readFile(file))
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CommandError(`${file} is not valid JSON: ${(error as Error).message}`)
  }
}

function dropUndefined(options: object): EmulatorOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
