/**
 * The origin that the client used. Next's own URL contains the address that the server listens on, so this reads the
 * headers that Next itself reads to check the origin of Server Actions.
 */
export function ownOrigin(header: (name: string) => string | null | undefined, url: URL): string {
  const scheme = first(header('x-forwarded-proto')) || url.protocol.slice(0, -1)
  return `${scheme}://${first(header('x-forwarded-host')) || (header('host') ?? url.host)}`
}

function first(list: string | null | undefined): string | undefined {
  return list?.split(',')[0]?.trim()
}
