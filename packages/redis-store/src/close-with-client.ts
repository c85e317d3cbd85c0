import type { RedisClient } from './redis-client.ts'

/** The open connections of each client: one listener closes all of them. */
const openOf = new WeakMap<object, Set<() => void>>()

/** Calls `close` once: when the application closes its client, or through the returned function. */
export function closeWithClient(client: Pick<RedisClient, 'on'>, close: () => void): () => void {
  const open = openOf.get(client) ?? new Set()
  if (!openOf.has(client)) client.on?.('end', () => closeAll(open))
  openOf.set(client, open)

  function end(): void {
    if (open.delete(end)) close()
  }
  open.add(end)
  return end
}

function closeAll(open: ReadonlySet<() => void>): void {
  for (const end of open) end()
}
