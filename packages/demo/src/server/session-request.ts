import { z } from 'zod'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'

const sessionRequest = z.strictObject({ user: z.enum(demoUsers.map((user) => user.id)) })

/** The user in the body of `POST /api/session`; undefined unless it is exactly one of the demo users. */
export function readSessionRequest(body: unknown): DemoUser | undefined {
  const parsed = sessionRequest.safeParse(body)
  return parsed.success ? demoUsers.find((user) => user.id === parsed.data.user) : undefined
}
