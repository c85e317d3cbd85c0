import type { SecurityIdentity } from '../authorization/security-identity.ts'

/** Everyone, signed in or not. */
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

/** Coveo's provider for users and groups that are known by their email address or name. */
export const emailProvider = 'Email Security Provider'

export interface Directory {
  /** Every name that `identities` stand for: themselves, their groups, and Everyone. */
  resolve(identities: readonly SecurityIdentity[]): ReadonlySet<string>
}

/** Resolves identities against `groups`; names compare without regard to case, as email addresses do. */
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

// A user may not pass for a group by bearing its name, nor a group for a user: users are addresses, groups are not.
function accessName(key: string, kind: 'user' | 'group'): string {
  return key.includes('@') === (kind === 'user') ? key : `${kind}:${key}`
}

/** Whether someone who stands for `names` may find a document allowed to `allowed`. */
export function mayFind(allowed: readonly string[], names: ReadonlySet<string>): boolean {
  return allowed.some((name) => names.has(name.toLowerCase()))
}
