import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface MemoryUse {
  users: number
  maxEntries: number
  /** Heap held at the end, in bytes. */
  bytes: number
  /** Heap held after a tenth of the users, in bytes. */
  earlyBytes: number
  /** Heap held for each cached user beyond the bytes of the token. */
  perUser: number
}

const run = promisify(execFile)
const child = fileURLToPath(new URL('./memory-child.js', import.meta.url))

/** What an issuer keeps in memory for so many users, measured in a process of its own. */
export async function memoryUse(users: number, maxEntries: number): Promise<MemoryUse> {
  const flags = ['--expose-gc', '--max-old-space-size=4096']
  const { stdout } = await run(process.execPath, [...flags, child, String(users), String(maxEntries)])
  return JSON.parse(stdout) as MemoryUse
}
