import { relative, resolve } from 'node:path'
import { type Check, fail, pass, skip, warn } from './check.ts'
import { scanFolders } from './scan-folders.ts'

/** The folders that build tools write and servers publish. */
export const usualFolders: readonly string[] = ['.next', 'dist', 'build', 'out', '.output', 'public']

/** Whether built code or a source map holds the API key, in any encoding. */
export const builtOutputCheck: Check = {
  name: 'built output',
  needs: ['environment'],
  async run({ context: { cwd }, folders, apiKeys }) {
    const { files, bytes, unreadable, isCut, found } = await scanFolders({
      folders: folders.map((folder) => resolve(cwd, folder)),
      secrets: apiKeys,
    })
    if (found.length > 0) {
      const shown = found.slice(0, 5).map(({ file, form }) => `${relative(cwd, file)} (${form})`)
      const more = found.length > 5 ? ` and ${found.length - 5} more files` : ''
      return fail(
        `The API key is in ${shown.join(', ')}${more}.`,
        'Read the key on the server only, replace it in the console of Coveo, and build again.',
      )
    }
    if (files === 0 && unreadable === 0)
      return skip(`No built files in ${folders.join(', ')}.`, 'Build first, or name a folder: --output DIR.')
    const scanned = `Scanned ${files === 1 ? '1 file' : `${files} files`}, ${Math.ceil(bytes / 1_000_000)} MB: the API key is in none of them.`
    if (unreadable > 0)
      return warn(`${scanned} ${unreadable} files or folders could not be read.`, 'Run it as the user who built them.')
    return isCut ? warn(`${scanned} There are more files.`, 'Name smaller folders: --output DIR.') : pass(scanned)
  },
}
