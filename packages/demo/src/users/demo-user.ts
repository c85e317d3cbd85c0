/** A user of the examples. The anonymous visitor, who continues without an account, is one of them. */
export interface DemoUser {
  /** The value in the session, and the name of the security identity at Coveo. */
  readonly id: 'asmith@example.com' | 'bjones@example.com' | 'anonymous'
  readonly name: string
  readonly role: string
}

/** All users of the examples, in the order of the sign-in screen. */
export const demoUsers: readonly [DemoUser, DemoUser, DemoUser] = [
  { id: 'asmith@example.com', name: 'Alice Smith', role: 'Support engineer' },
  { id: 'bjones@example.com', name: 'Bob Jones', role: 'Finance' },
  { id: 'anonymous', name: 'Guest', role: 'Without an account' },
]

/** The demo user with this id; undefined for any other value, so that an old or forged session is ignored. */
export function findDemoUser(id: unknown): DemoUser | undefined {
  return demoUsers.find((user) => user.id === id)
}
