import 'server-only'

/**
 * The origin under which the client reached us. Next's own URL names the host that the server listens on, so this goes
 * by the headers that Next itself goes by when it checks where a Server Action comes from.
 */
export function ownOrigin(request: Request): string {
  const { headers, url } = request
  const host = first(headers.get('x-forwarded-host')) ?? headers.get('host')
  const protocol = first(headers.get('x-forwarded-proto'))
  const listening = new URL(url)
  return `${protocol ?? listening.protocol.slice(0, -1)}://${host ?? listening.host}`
}

function first(list: string | null): string | undefined {
  return list?.split(',')[0]?.trim()
}
