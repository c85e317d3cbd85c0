import { opendir } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Lists the files below a folder, without links. A folder that cannot be read has no files. */
export async function* listFiles(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(() => undefined)
  if (entries === undefined) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isFile()) yield path
    else if (entry.isDirectory() && !isSkipped(entry.name, folder)) yield* listFiles(path)
  }
}

/** Nothing in these folders is deployed. Next keeps its build cache in `.next/cache`. */
function isSkipped(name: string, folder: string): boolean {
  return name === 'node_modules' || name === '.git' || (name === 'cache' && basename(folder) === '.next')
}
