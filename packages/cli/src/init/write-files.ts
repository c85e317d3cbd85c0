import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AppFile } from './app-file.ts'
import { readIfPresent } from './read-if-present.ts'

export type WriteOutcome = 'created' | 'overwritten' | 'extended' | 'unchanged' | 'kept'

export interface WriteOptions {
  readonly folder: string
  /** Called for a file that exists with another text. */
  readonly mayOverwrite: (path: string) => Promise<boolean>
}

/** Writes the files one by one. A file that exists with another text is kept unless `mayOverwrite` resolves with true. */
export async function writeFiles(files: readonly AppFile[], options: WriteOptions) {
  const outcomes: { readonly path: string; readonly outcome: WriteOutcome }[] = []
  for (const file of files) outcomes.push({ path: file.path, outcome: await write(file, options) })
  return outcomes
}

async function write({ path, text }: AppFile, { folder, mayOverwrite }: WriteOptions): Promise<WriteOutcome> {
  const target = join(folder, path)
  const existing = (await readIfPresent(target))?.toString('utf8')
  if (existing === text) return 'unchanged'
  if (existing !== undefined && !(await mayOverwrite(path))) return 'kept'
  await mkdir(dirname(target), { recursive: true })
  // Fails if the file was created meanwhile.
  await writeFile(target, text, { flag: existing === undefined ? 'wx' : 'w' })
  return existing === undefined ? 'created' : 'overwritten'
}
