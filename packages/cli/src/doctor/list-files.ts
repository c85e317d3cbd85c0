import { opendir } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Lists the files below a folder, without links: they can form a loop. Calls `onUnreadable` for a folder that exists. */
export async function* listFiles(folder: string, onUnreadable: () => void): AsyncGenerator<string> {
  const entries = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') onUnreadable()
  })
  if (entries === undefined) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isFile()) yield path
    else if (entry.isDirectory() && !isSkipped(entry.name, folder)) yield* listFiles(path, onUnreadable)
  }
}

/** Nothing in these folders is deployed. Next keeps its build cache in `.next/cache`. */
function isSkipped(name: string, folder: string): boolean {
  return name === 'node_modules' || name === '.git' || (name === 'cache' && basename(folder) === '.next')
}
