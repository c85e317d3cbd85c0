/** Replaces a secret. */
export const mask = '[redacted]'

const patterns: readonly [RegExp, string][] = [
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, `$1 ${mask}`],
  [/(access_?token|handshake_token|api_?key|token|password)=[^&\s"'#]+/gi, `$1=${mask}`],
  [/("(?:access_?token|api_?key|token|password|authorization)"\s*:\s*)"[^"]*"/gi, `$1"${mask}"`],
  [/(:\/\/)[^\s/@:]*:[^\s/@]*@/g, `$1${mask}@`],
  [/x{1,2}[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, mask],
  [/e[wy][\w-]{6,}\.[\w-]{2,}(?:\.[\w-]*){1,3}/g, mask],
]

/**
 * Masks Coveo API keys and OAuth tokens (`x` or `xx` and a UUID), JWTs, bearer headers, token parameters and passwords in
 * URLs, and every occurrence of the given `secrets`.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let safe = text
  for (const secret of secrets) if (secret !== '') safe = safe.replaceAll(secret, mask)
  for (const [pattern, replacement] of patterns) safe = safe.replace(pattern, replacement)
  return safe
}
