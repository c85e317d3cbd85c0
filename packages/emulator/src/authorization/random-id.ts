import { randomBytes } from './random-bytes.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Returns 26 lower-case base-32 characters, the format of Coveo's ids. */
export function randomId(): string {
  return Array.from(randomBytes(26), (byte) => alphabet[byte % 32]).join('')
}
