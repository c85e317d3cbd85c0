/** A usage error. The command prints its message without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
