import { unescapeText } from './unescape-text.ts'

/** How a secret is written in a text. */
export type SecretForm = 'plain' | 'split' | 'escaped' | 'base64' | 'hex' | 'UTF-16' | 'reversed' | 'character codes'

/** No form of a key is longer, in characters: a scan in pieces overlaps them by this much. */
export const longestForm = 4_096

/** Escapes inside of escapes: `%5Cu0078` is a JSON escape in a URL. */
const maxRounds = 3

/** White space of a wrapped text, as such or escaped, and the border of two strings: `"ab" + "cd"`, `["ab", "cd"]`. */
const borders = /(?:(?<!\\)\\+[nr]|\s)+|["'`]\s*[+,]\s*["'`]/g

/**
 * Creates a function that finds the secrets in a text, in linear time. It decodes URL, JSON, JavaScript, HTML and CSS
 * escapes, and joins what is wrapped or split.
 */
export function createSecretScanner(secrets: readonly string[]): (text: string) => SecretForm | undefined {
  const find = createFinder(secrets)
  return (text) => {
    let decoded = text
    for (let round = 0; round <= maxRounds; round += 1) {
      const form = find(decoded)
      if (form !== undefined) return round > 0 && form === 'plain' ? 'escaped' : form
      const joined = find(decoded.replace(borders, ''))
      if (joined !== undefined) return joined === 'plain' ? 'split' : joined
      const next = unescapeText(decoded)
      if (next === decoded) return undefined
      decoded = next
    }
    return undefined
  }
}

/** Creates a function that finds the secrets in a text without escapes. */
function createFinder(secrets: readonly string[]): (text: string) => SecretForm | undefined {
  const lower = secrets.map((secret) => secret.toLowerCase()).flatMap((secret) => [secret, secret.replaceAll('-', '')])
  const reversed = lower.map((secret) => [...secret].reverse().join(''))
  const once = secrets.flatMap((secret) => [Buffer.from(secret), Buffer.from(secret, 'utf16le')].flatMap(base64Forms))
  const base64 = [...once, ...once.flatMap((form) => base64Forms(Buffer.from(form)))]
  const hex = secrets.map(hexPattern)
  const codes = secrets.map(codePattern)
  return (text) => {
    const lowerText = text.toLowerCase()
    const hasSecret = (candidate: string) => lower.some((secret) => candidate.includes(secret))
    if (hasSecret(lowerText)) return 'plain'
    if (reversed.some((secret) => lowerText.includes(secret))) return 'reversed'
    if (base64.some((form) => text.includes(form))) return 'base64'
    if (hex.some((pattern) => pattern.test(lowerText))) return 'hex'
    if (codes.some((pattern) => pattern.test(text))) return 'character codes'
    return lowerText.includes('\0') && hasSecret(lowerText.replaceAll('\0', '')) ? 'UTF-16' : undefined
  }
}

/** The bytes in hexadecimal, as one word or separated: `78:78`. */
function hexPattern(secret: string): RegExp {
  return new RegExp(Array.from(Buffer.from(secret), (code) => code.toString(16)).join('[\\s:,-]?'))
}

/** A list of the codes of all characters: `[120, 0x78, …]`. */
function codePattern(secret: string): RegExp {
  const codes = Array.from(Buffer.from(secret), (code) => `(?:${code}|0x${code.toString(16)})`)
  return new RegExp(codes.join('\\s*,\\s*'), 'i')
}

/** The base64 of bytes at each position in a group, without the characters that other bytes change. */
function base64Forms(secret: Buffer): string[] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), secret])
    const form = bytes.toString('base64').slice([0, 2, 3][offset], Math.floor(bytes.length / 3) * 4)
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [...new Set(forms)]
}
