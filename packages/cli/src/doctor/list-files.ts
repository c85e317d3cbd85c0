import { opendir } from 'node:fs/promises'
import { join } from 'node:path'

/** Holds nothing that is deployed, or copies of it. */
const skipped = new Set(['node_modules', '.git', 'cache'])

/** Lists the files below a folder, without links. A folder that cannot be read has no files. */
export async function* listFiles(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(() => undefined)
  if (entries === undefined) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isFile()) yield path
    else if (entry.isDirectory() && !skipped.has(entry.name)) yield* listFiles(path)
  }
}
