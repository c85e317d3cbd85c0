/** The other origins whose pages may ask, checked once: each exactly as a browser writes it. */
export function checkAllowedOrigins(origins: readonly string[]): ReadonlySet<string> {
  if (!Array.isArray(origins)) throw new TypeError('`allowedOrigins` must be an array of origins.')
  for (const origin of origins) {
    if (!isWebOrigin(origin)) {
      throw new TypeError(
        `\`allowedOrigins\` names ${JSON.stringify(origin)}: write each as a browser does, scheme://host or ` +
          'scheme://host:port, in lower case, without a path. Wildcards are not possible: the answer carries a token.',
      )
    }
  }
  return new Set(origins)
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
