import { maskJwts } from './mask-jwts.ts'
import { maskValues } from './mask-values.ts'

/** Replaces a secret. */
export const mask = '[redacted]'

/** The longest text that is redacted, in characters. The rest of a longer one is cut. */
const maxLength = 100_000

const bearer = /(bearer|basic)\s+[^\s"',;]+/gi
const header =
  /(?<![\w-])((?:set-|auth_?)?cookie|(?:proxy-)?authorization|x-api-key)(:[ \t]*)(?![ \t"']|bearer\b|basic\b)[^\r\n]+/gi
/** Redis repeats the password in its response to an unknown AUTH or HELLO. */
const commandArguments = /(args beginning with:).+/g
const urlPassword = /(:\/\/)[^\s/@:]*:[^\s/@]*@/g
const apiKey = /xx?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/**
 * Masks every secret in a text, in linear time. Secrets are: the given ones, Coveo API keys and OAuth tokens (`x` or `xx`
 * and a UUID), JWTs, bearer headers, cookies, passwords in URLs, and values of fields with a secret name.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let safe = cutText(text, maxLength)
  for (const secret of secrets) if (secret !== '') safe = safe.replaceAll(secret, mask)
  safe = safe.replace(bearer, `$1 ${mask}`).replace(commandArguments, `$1 ${mask}`).replace(header, `$1$2${mask}`)
  safe = maskValues(safe, mask)
  safe = safe.replace(urlPassword, `$1${mask}@`).replace(apiKey, mask)
  return maskJwts(safe, mask)
}

/** The start of a text, up to the last white space before `length`: no half of a secret remains at the cut. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  let end = length
  while (end > 0 && text.charAt(end - 1).trim() !== '') end--
  return `${text.slice(0, end)}… [cut]`
}
