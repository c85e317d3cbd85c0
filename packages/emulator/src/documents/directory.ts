import type { SecurityIdentity } from '../authorization/security-identity.ts'

/** The group that holds every user, signed in or not. */
export const everyone = 'Everyone'

/** Groups of the fictional company and the users in them. */
export const builtInGroups: Readonly<Record<string, readonly string[]>> = {
  Employees: [
    'asmith@example.com',
    'bjones@example.com',
    'engineer@example.com',
    'people-team@example.com',
    'seller@example.com',
  ],
  Support: ['asmith@example.com'],
  Finance: ['bjones@example.com'],
  Engineering: ['engineer@example.com', 'asmith@example.com'],
  'Human Resources': ['people-team@example.com'],
  Sales: ['seller@example.com'],
  Managers: ['people-team@example.com', 'bjones@example.com'],
}

/** Coveo's security provider for users by email address and groups by name. */
export const emailProvider = 'Email Security Provider'

export interface Directory {
  /** Returns the names of `identities`, their groups, and Everyone. */
  resolve(identities: readonly SecurityIdentity[]): ReadonlySet<string>
}

/** Creates a directory of `groups`. Names are case-insensitive, as email addresses are. */
export function createDirectory(groups: Readonly<Record<string, readonly string[]>> = builtInGroups): Directory {
  const groupsOf = new Map<string, string[]>()
  for (const [group, members] of Object.entries(groups)) {
    for (const member of members) {
      const key = member.toLowerCase()
      groupsOf.set(key, [...(groupsOf.get(key) ?? []), group.toLowerCase()])
    }
  }

  return {
    resolve(identities) {
      const names = new Set([everyone.toLowerCase()])
      for (const { name, provider, type } of identities) {
        if (provider !== emailProvider || type === 'Unknown') continue
        const key = name.toLowerCase()
        names.add(accessName(key, type === 'User' ? 'user' : 'group'))
        if (type === 'User') for (const group of groupsOf.get(key) ?? []) names.add(group)
      }
      return names
    },
  }
}

// A user named like a group must not match it, nor a group a user: only users have an @.
function accessName(key: string, kind: 'user' | 'group'): string {
  return key.includes('@') === (kind === 'user') ? key : `${kind}:${key}`
}

/** Whether one of `names` can access a document with this `allowed` list. */
export function canAccess(allowed: readonly string[], names: ReadonlySet<string>): boolean {
  return accessThrough(allowed, names).length > 0
}

/** Returns the users and groups of a document's `allowed` list that give access to one of `names`. */
export function accessThrough(allowed: readonly string[], names: ReadonlySet<string>): string[] {
  return allowed.filter((name) => names.has(name.toLowerCase()))
}
