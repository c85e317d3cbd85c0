const apiKey = /\bxx?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi
/** The characters of a JWT. A word is checked in code: an expression for a whole JWT takes quadratic time. */
const word = /[\w.-]+/g
const mask = '[redacted]'

/** Replaces tokens and API keys in `text`, in linear time. */
export function redactText(text: string): string {
  // Most texts hold no token, and a search for three characters is much cheaper than a visit of every word.
  const withoutJwts = text.includes('eyJ') ? text.replace(word, (found) => (containsJwt(found) ? mask : found)) : text
  return withoutJwts.replace(apiKey, mask)
}

/** Whether `text` contains a token or an API key. */
export function hasSecret(text: string): boolean {
  return redactText(text) !== text
}

function containsJwt(text: string): boolean {
  const parts = text.split('.')
  return parts.some((part, at) => /eyJ[\w-]/.test(part) && parts[at + 1] && parts[at + 2] !== undefined)
}

const secretNames = new Set([
  'accesstoken',
  'access_token',
  'token',
  'password',
  'authcookie',
  'apikey',
  'authorization',
  'rotationsecret',
  'superusertoken',
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
      isSecretName(name) && item ? mask : redactValue(item, depth + 1),
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
