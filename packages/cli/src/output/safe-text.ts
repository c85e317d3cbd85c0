import { stripVTControlCharacters } from 'node:util'
import { redact } from '@coveo-token/core'

/** A text that is safe to print: secrets redacted, no control characters, one line. */
export function safeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text of a token could otherwise control the terminal
  return redact(stripVTControlCharacters(text)).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
}
