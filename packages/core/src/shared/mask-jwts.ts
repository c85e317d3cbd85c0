/**
 * Replaces every JWT in `text`, also one without a signature, and a JWE. Splits at dots instead of matching one pattern:
 * a pattern that may start at each `ey` needs quadratic time.
 */
export function maskJwts(text: string, mask: string): string {
  return text.replace(/[\w.-]+/g, (run) => (run.includes('.') ? maskRun(run, mask) : run))
}

function maskRun(run: string, mask: string): string {
  const parts = run.split('.')
  const safe: string[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? ''
    const start = headerStart(part)
    const claims = parts[index + 1] ?? ''
    const isJwt = start !== -1 && claims.length >= 2 && index + 2 < parts.length
    safe.push(isJwt ? part.slice(0, start) + mask : part)
    // Five parts at most: those of a JWE.
    if (isJwt) index = Math.min(index + 4, parts.length - 1)
  }
  return safe.join('.')
}

/** Where a JWT header starts, which is base64url of `{"` or `{` and white space. -1 if there is none. */
function headerStart(part: string): number {
  const start = part.search(/e[wy]/)
  return start !== -1 && part.length - start >= 8 ? start : -1
}
