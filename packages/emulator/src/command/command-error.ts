/** A mistake of the person at the keyboard: its message is all that they need to see. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
