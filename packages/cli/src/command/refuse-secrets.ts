import { UsageError } from './usage-error.ts'

const apiKey = /x[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}/i
const jwtPayload = /^[\w-]{2,}$/
const cookieOption = '--cookie'

/**
 * Throws a `UsageError` if an argument looks like a key or a token, without repeating it: other users of the machine can
 * read the arguments of a process, and a shell keeps them in its history. A cookie may have the form of a token.
 */
export function refuseSecrets(args: readonly string[]): void {
  const isSecret = args.some((arg, at) => {
    const isCookie = args[at - 1] === cookieOption || arg.startsWith(`${cookieOption}=`)
    return apiKey.test(arg) || (holdsJwt(arg) && !isCookie)
  })
  if (!isSecret) return
  throw new UsageError(
    'An argument looks like an API key or a token. Pipe it into the command, or set COVEO_API_KEY or COVEO_TOKEN; then remove it from the history of your shell.',
  )
}

function holdsJwt(text: string): boolean {
  const parts = text.split('.')
  return parts.some((part, at) => {
    const [, payload = '', signature] = parts.slice(at, at + 3)
    return signature !== undefined && jwtPayload.test(payload) && endsInJwtHeader(part)
  })
}

/** A JSON object in base64 starts with `ew` or `ey`. */
function endsInJwtHeader(part: string): boolean {
  const [word = ''] = part.split(/[^\w-]/).slice(-1)
  return [word.indexOf('ew'), word.indexOf('ey')].some((at) => at !== -1 && word.length - at >= 8)
}
