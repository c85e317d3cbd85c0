import { writeFile } from 'node:fs/promises'
import { decodeText, toUtf8 } from '../command/decode-text.ts'
import { readIfPresent } from './read-if-present.ts'
import type { WriteOutcome } from './write-files.ts'

/** The variables of an emulator that was started without options. */
const variables = `COVEO_ENDPOINT=http://127.0.0.1:4400
COVEO_ORGANIZATION_ID=emulator
COVEO_API_KEY=xx00000000-0000-4000-8000-000000000001
`

/** Adds the variables of the emulator to an env file. A file with any `COVEO_` variable stays as it is. */
export async function writeEmulatorEnv(file: string): Promise<WriteOutcome> {
  const bytes = await readIfPresent(file)
  const before = decodeText(bytes ?? new Uint8Array())
  if (/^[ \t]*(?:export[ \t]+)?COVEO_\w+[ \t]*=/m.test(before)) return 'unchanged'
  const separator = before === '' || before.endsWith('\n') ? '' : '\n'
  const added = Buffer.from(separator + variables)
  await writeFile(file, bytes ? Buffer.concat([toUtf8(bytes), added]) : added, { mode: 0o600 })
  return bytes ? 'extended' : 'created'
}
