import { mask } from '../shared/redact-text.ts'

/** The length of the parts of a secret that are recognized, in characters. */
const partLength = 8

/**
 * Masks every occurrence of the secrets. If a part of one remains, also encoded or escaped, the whole text is masked.
 * A secret shorter than 8 characters is not masked: it would garble messages.
 */
export function maskEchoes(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= partLength)
  const safe = long.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
  const parts = new Set(decodings(safe.replaceAll(mask, ' ')).flatMap(partsOf))
  return long.flatMap(encodings).some((encoded) => hasPart(encoded, parts)) ? mask : safe
}

function partsOf(text: string): string[] {
  const count = Math.max(0, text.length - partLength + 1)
  return Array.from({ length: count }, (_, start) => text.slice(start, start + partLength).toLowerCase())
}

function hasPart(secret: string, parts: ReadonlySet<string>): boolean {
  if (parts.size === 0) return false
  const lower = secret.toLowerCase()
  for (let start = 0; start + partLength <= lower.length; start++) {
    if (parts.has(lower.slice(start, start + partLength))) return true
  }
  return false
}

/** The text, and what it is without one to three layers of escapes. */
function decodings(text: string): string[] {
  const layers = [text]
  for (let layer = 0; layer < 3; layer++) layers.push(unescapeText(layers[layer] ?? ''))
  return layers
}

/** Of URLs, JSON, JavaScript and HTML, for ASCII: secrets have no other characters. */
const escapes = /(?:%|\\u00|\\x|&#x)([0-9a-f]{2});?|&#(\d{1,3});|\\(?=[^ux])/gi

function unescapeText(text: string): string {
  return text.replace(escapes, (_, hexadecimal?: string, decimal?: string) => {
    if (hexadecimal) return String.fromCharCode(Number.parseInt(hexadecimal, 16))
    return decimal ? String.fromCharCode(Number(decimal)) : ''
  })
}

/** The secret, its hexadecimal form, and its base64 forms at each position within a group of three bytes. */
function encodings(secret: string): string[] {
  const bytes = Array.from(new TextEncoder().encode(secret))
  const hexadecimal = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const binary = bytes.map((byte) => String.fromCharCode(byte)).join('')
  // The first characters depend on the bytes before, here zeros.
  const base64 = [btoa(binary), btoa(`\0${binary}`).slice(2), btoa(`\0\0${binary}`).slice(3)]
  return [secret, hexadecimal, ...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))]
}
