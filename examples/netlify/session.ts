import { createHmac, timingSafeEqual } from 'node:crypto'

const secret = process.env.SESSION_SECRET ?? 'development'

function sign(name: string): string {
  return createHmac('sha256', secret).update(name).digest('base64url')
}

/** The value of the session cookie: your sign-in sets it. */
export function createSession(email: string): string {
  const name = encodeURIComponent(email)
  return `session=${name}.${sign(name)}`
}

/** The email address of a session with a valid signature, else null. */
export function readSession(request: Request): string | null {
  const [, name, signature] = /(?:^|; )session=([^;]*)\.([\w-]+)/.exec(request.headers.get('cookie') ?? '') ?? []
  if (name === undefined || signature === undefined) return null
  const expected = Buffer.from(sign(name))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given) ? decodeURIComponent(name) : null
}
