import type { SharedStore } from '@coveo-token/core'

type StoredValue = NonNullable<Awaited<ReturnType<SharedStore['read']>>>

/** Parses a reply of 0, 1 or 2. Clients return it as a number, as text or as a boolean. */
export function parseCode(reply: unknown): number {
  const code =
    typeof reply === 'string' || typeof reply === 'bigint' || typeof reply === 'boolean' ? Number(reply) : reply
  if (code === 0 || code === 1 || code === 2) return code
  throw new Error('Redis returned something other than 0, 1 or 2.')
}

/** Parses a value with its time to live. The value may be bytes, or JSON that the client has parsed. */
export function parseStored(reply: unknown): StoredValue | undefined {
  if (reply === null || reply === undefined || reply === false) return undefined
  if (!Array.isArray(reply)) throw new Error('Redis returned something other than a value and its time to live.')
  const [value, remainingMs] = reply as unknown[]
  return { value: textOf(value), remainingMs: Number(remainingMs) }
}

/** Parses the entries of a stream, each with one field. */
export function parseEntries(reply: unknown): { id: string; message: string }[] {
  if (!Array.isArray(reply)) throw new Error('Redis returned something other than a list of messages.')
  return (reply as [unknown, [unknown, unknown]][]).map(([id, [, message]]) => ({
    id: textOf(id),
    message: textOf(message),
  }))
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
