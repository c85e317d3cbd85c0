import { readFile } from 'node:fs/promises'

/** Reads a file; undefined if it does not exist. Every other error names the file. */
export async function readIfPresent(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    // Node.js does not name a folder that is read as a file.
    if (!message.includes(file)) Object.assign(error as Error, { message: `${message} '${file}'` })
    throw error
  }
}
