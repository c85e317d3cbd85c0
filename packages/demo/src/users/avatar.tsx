import type { DemoUser } from './demo-user.ts'

/** The initials of a user in a coloured disc. Decorative: the name is always beside it. */
export function Avatar({ user }: { user: DemoUser }) {
  const initials = user.name.replace(/(\w)\w*\s*/g, '$1')
  return (
    <span className="avatar" data-user={user.id.split('@')[0]} aria-hidden="true">
      {initials}
    </span>
  )
}
