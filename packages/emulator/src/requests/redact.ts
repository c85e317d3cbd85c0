const secretPatterns = [
  /eyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /\bxx?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
]

/** Replaces tokens and API keys in `text`. */
export function redactText(text: string): string {
  return secretPatterns.reduce((clean, pattern) => clean.replace(pattern, '[redacted]'), text)
}

/** Whether `text` contains a token or an API key. */
export function hasSecret(text: string): boolean {
  return secretPatterns.some((pattern) => text.search(pattern) >= 0)
}

const secretNames = new Set([
  'accesstoken',
  'access_token',
  'token',
  'password',
  'authcookie',
  'apikey',
  'authorization',
])

/** Returns a deep copy of `value` without tokens and API keys; secret properties are replaced whole. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth > 20) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redactText(name),
      isSecretName(name) && item ? '[redacted]' : redactValue(item, depth + 1),
    ]),
  )
}

/** Returns query parameters as an object, without secrets. */
export function redactQuery(query: URLSearchParams): Record<string, string> {
  return redactValue(Object.fromEntries(query)) as Record<string, string>
}

function isSecretName(name: string): boolean {
  return secretNames.has(name.toLowerCase())
}
