/** Checks the list of origins: each exactly as a browser writes it. */
export function checkAllowedOrigins(origins: readonly string[] = []): ReadonlySet<string> {
  if (!Array.isArray(origins)) throw new TypeError('`allowedOrigins` must be an array of origins.')
  for (const origin of origins) {
    if (!isWebOrigin(origin)) {
      throw new TypeError(
        `\`allowedOrigins\` names ${JSON.stringify(origin)}: write each as a browser does, scheme://host or ` +
          'scheme://host:port, in lower case, without a path. Wildcards are not possible: the response carries a token.',
      )
    }
  }
  return new Set(origins)
}

/** Checks the list of hosts and creates the test for one. A name without a port allows every port. */
export function checkAllowedHosts(hosts: readonly string[] | undefined): ((host: string) => boolean) | undefined {
  if (hosts === undefined) return undefined
  if (!Array.isArray(hosts) || hosts.length === 0) {
    throw new TypeError('`allowedHosts` must be an array of at least one host.')
  }
  for (const host of hosts) {
    if (typeof host !== 'string' || !isWebOrigin(`http://${host}`)) {
      throw new TypeError(
        `\`allowedHosts\` names ${JSON.stringify(host)}: write each as \`app.example\` or \`app.example:8443\`, ` +
          'in lower case, without a scheme or a path.',
      )
    }
  }
  const allowed: ReadonlySet<string> = new Set(hosts)
  return (host) => {
    const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined
    return url !== undefined && (allowed.has(url.host) || allowed.has(url.hostname))
  }
}

function isWebOrigin(origin: unknown): boolean {
  return (
    typeof origin === 'string' &&
    /^https?:/.test(origin) &&
    !origin.includes('*') &&
    URL.canParse(origin) &&
    new URL(origin).origin === origin
  )
}
