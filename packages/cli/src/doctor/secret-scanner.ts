/** How a secret is written in a text. */
export type SecretForm = 'plain' | 'escaped' | 'base64' | 'hex' | 'UTF-16' | 'reversed' | 'character codes'

/** No form of a key is longer, in characters: a scan in pieces overlaps them by this much. */
export const longestForm = 4_096

const escapes = /%(?:25)*([0-9a-f]{2})|(?<!\\)\\+(?:u00|x)([0-9a-f]{2})|&#x0*([0-9a-f]{2});|&#0*(\d{2,3});/gi

/** Creates a function that finds the secrets in a text. It decodes URL, JSON and HTML escapes, base64 and hex. */
export function createSecretScanner(secrets: readonly string[]): (text: string) => SecretForm | undefined {
  const encoded = secrets.flatMap(base64Forms)
  const lower = secrets.map((secret) => secret.toLowerCase())
  const hex = secrets.map((secret) => Buffer.from(secret).toString('hex'))
  const reversed = lower.map((secret) => [...secret].reverse().join(''))
  const codes = secrets.map(codePattern)
  return (text) => {
    const lowerText = text.toLowerCase()
    const hasSecret = (candidate: string) => lower.some((secret) => candidate.includes(secret))
    if (hasSecret(lowerText)) return 'plain'
    if (reversed.some((secret) => lowerText.includes(secret))) return 'reversed'
    if (encoded.some((form) => text.includes(form))) return 'base64'
    const plain = text.replace(escapes, (_, percent, backslash, entity, decimal) =>
      String.fromCharCode(
        decimal === undefined ? Number.parseInt(percent ?? backslash ?? entity, 16) : Number(decimal),
      ),
    )
    if (plain !== text && hasSecret(plain.toLowerCase())) return 'escaped'
    if (hex.some((form) => lowerText.includes(form))) return 'hex'
    if (codes.some((pattern) => pattern.test(text))) return 'character codes'
    return lowerText.includes('\0') && hasSecret(lowerText.replaceAll('\0', '')) ? 'UTF-16' : undefined
  }
}

/** A list of the codes of all characters: `[120, 0x78, …]`. */
function codePattern(secret: string): RegExp {
  const codes = Array.from(Buffer.from(secret), (code) => `(?:${code}|0x${code.toString(16)})`)
  return new RegExp(codes.join('\\s*,\\s*'), 'i')
}

/** The base64 of the secret at each position in a group, without the characters that other bytes change. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from('\0'.repeat(offset) + secret)
    const form = bytes.toString('base64').slice([0, 2, 3][offset], Math.floor(bytes.length / 3) * 4)
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
