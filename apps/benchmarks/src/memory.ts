import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface MemoryUse {
  users: number
  maxEntries: number
  /** Heap at the end, in bytes. */
  bytes: number
  /** Heap after a tenth of the users, in bytes. */
  earlyBytes: number
  /** Heap for each cached user, in bytes, without the token itself. */
  perUser: number
}

const run = promisify(execFile)
const child = fileURLToPath(new URL('./memory-child.js', import.meta.url))

/** Measures an issuer's memory for `users` users, in its own process. */
export async function memoryUse(users: number, maxEntries: number): Promise<MemoryUse> {
  const flags = ['--expose-gc', '--max-old-space-size=4096']
  const { stdout } = await run(process.execPath, [...flags, child, String(users), String(maxEntries)])
  return JSON.parse(stdout) as MemoryUse
}
