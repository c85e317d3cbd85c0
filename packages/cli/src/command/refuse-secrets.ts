import { UsageError } from './usage-error.ts'

const apiKey = /x[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}/i
const jwt = /e[wy][\w-]{6,}\.[\w-]{2,}\.[\w-]*/
const cookieOption = '--cookie'

/**
 * Throws a `UsageError` if an argument looks like a key or a token, without repeating it: other users of the machine can
 * read the arguments of a process, and a shell keeps them in its history. A cookie may have the form of a token.
 */
export function refuseSecrets(args: readonly string[]): void {
  const isSecret = args.some((arg, at) => {
    const isCookie = args[at - 1] === cookieOption || arg.startsWith(`${cookieOption}=`)
    return apiKey.test(arg) || (jwt.test(arg) && !isCookie)
  })
  if (!isSecret) return
  throw new UsageError(
    'An argument looks like an API key or a token. Pipe it into the command, or set COVEO_API_KEY or COVEO_TOKEN; then remove it from the history of your shell.',
  )
}
