/** Someone who can sign in to the examples. The anonymous visitor is one of them: they chose to go on without an account. */
export interface DemoUser {
  /** What the examples put into the session, and the name of the security identity at Coveo. */
  readonly id: 'asmith@example.com' | 'bjones@example.com' | 'anonymous'
  readonly name: string
  readonly role: string
}

/** Everybody that the examples know, in the order of the sign-in screen. */
export const demoUsers: readonly [DemoUser, DemoUser, DemoUser] = [
  { id: 'asmith@example.com', name: 'Alice Smith', role: 'Support engineer' },
  { id: 'bjones@example.com', name: 'Bob Jones', role: 'Finance' },
  { id: 'anonymous', name: 'Guest', role: 'Without an account' },
]

/** The user whose session holds `id`; undefined for anything else, so that an old or forged session is no session. */
export function findDemoUser(id: unknown): DemoUser | undefined {
  return demoUsers.find((user) => user.id === id)
}
