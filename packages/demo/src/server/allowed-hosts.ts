/** The names of this machine. */
const loopback = ['localhost', '127.0.0.1', '[::1]']

/**
 * Reads `ALLOWED_HOSTS`, the hosts by which browsers may reach an example app, separated by commas. Default: the names of
 * this machine. A page of another site whose name resolves to this machine (DNS rebinding) then gets nothing.
 */
export function readAllowedHosts(env: Readonly<Record<string, string | undefined>>): string[] {
  const hosts = (env.ALLOWED_HOSTS ?? '').split(',').map((host) => host.trim().toLowerCase())
  const named = hosts.filter((host) => host !== '')
  return named.length > 0 ? named : loopback
}

/** Whether this is a host, such as `app.example` or `app.example:8443`, without a scheme or a path. */
export function isHost(text: string): boolean {
  return !text.includes('*') && URL.canParse(`http://${text}`) && new URL(`http://${text}`).origin === `http://${text}`
}

/** Whether the `Host` of a request is one of these. A host without a port allows every port. */
export function isAllowedHost(host: string | null | undefined, allowedHosts: readonly string[]): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false
  const url = new URL(`http://${host}`)
  return allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname)
}
