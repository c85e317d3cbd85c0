/**
 * The origin under which the client reached us. Next's own URL names the address that the server listens on, so this
 * goes by the headers that Next itself goes by when it checks where a Server Action comes from.
 */
export function ownOrigin(header: (name: string) => string | null | undefined, url: URL): string {
  const scheme = first(header('x-forwarded-proto')) ?? url.protocol.slice(0, -1)
  return `${scheme}://${first(header('x-forwarded-host')) ?? header('host') ?? url.host}`
}

function first(list: string | null | undefined): string | undefined {
  return list?.split(',')[0]?.trim()
}
