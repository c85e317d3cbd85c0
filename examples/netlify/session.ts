import { createHmac, timingSafeEqual } from 'node:crypto'

const secret = process.env.SESSION_SECRET ?? 'development'

function sign(email: string): string {
  return createHmac('sha256', secret).update(email).digest('base64url')
}

/** The value of the session cookie: your sign-in sets it. */
export function createSession(email: string): string {
  return `session=${encodeURIComponent(email)}.${sign(email)}`
}

/** The email address of a session with a valid signature, else null. */
export function readSession(request: Request): string | null {
  const [, name, signature] = /(?:^|; )session=([^;]*)\.([\w-]+)/.exec(request.headers.get('cookie') ?? '') ?? []
  if (name === undefined || signature === undefined) return null
  const email = decodeURIComponent(name)
  const expected = Buffer.from(sign(email))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given) ? email : null
}
