import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.ts'
import { redactText } from './redact.ts'

const maxResponse = 32_768
const maxLogged = 2000
/** A character that is in no token and in no key. */
const boundary = /[^\w.-]/g

/** Returns the start of a response that the log keeps; undefined for an empty or large one. Never cuts inside a token. */
export function keptResponse(text: string): Uint8Array | undefined {
  if (text === '' || text.length > maxResponse) return undefined
  if (text.length <= maxLogged) return encodeUtf8(text)
  boundary.lastIndex = maxLogged
  const end = boundary.exec(text)?.index ?? text.length
  return encodeUtf8(end < text.length ? `${text.slice(0, end)}…` : text)
}

/** Returns the kept start of a response without secrets, at most 2000 characters. */
export function redactResponse(kept: Uint8Array): string {
  const clean = redactText(decodeUtf8(kept).replace(/"rotationSecret":"[^"]*/g, '"rotationSecret":"[redacted]'))
  return clean.length > maxLogged + 1 ? `${clean.slice(0, maxLogged)}…` : clean
}
