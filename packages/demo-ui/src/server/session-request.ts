import { z } from 'zod'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'

const sessionRequest = z.strictObject({ user: z.enum(demoUsers.map((user) => user.id)) })

/** Who the body of `POST /api/session` asks to be; undefined when it is not exactly one of the users of the examples. */
export function readSessionRequest(body: unknown): DemoUser | undefined {
  const parsed = sessionRequest.safeParse(body)
  return parsed.success ? demoUsers.find((user) => user.id === parsed.data.user) : undefined
}
