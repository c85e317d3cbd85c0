import { stripVTControlCharacters } from 'node:util'
import { redact } from '@coveo-token/core'

/** Characters of a token or a response that could control the terminal, or turn the direction of a line. */
const controls = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu

/** A text that is safe to print: secrets redacted, no control characters, one line. */
export function safeText(text: string): string {
  return redact(stripVTControlCharacters(text)).replace(controls, ' ')
}

/** A JSON text with the same values, as ASCII wherever it could control the terminal. Keeps its line breaks. */
export function safeJson(json: string): string {
  return json.replace(controls, (found) => Array.from(found, escaped).join(''))
}

function escaped(control: string): string {
  if (control === '\n') return control
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`
}
