import type { Grant } from './grant.ts'

/** The rights of a grant, the slow and obvious way: what is absent left out, defaults filled in, sets in order. */
export function rights(grant: Grant): string {
  return JSON.stringify(normal(grant))
}

/** Fields whose order means nothing to Coveo. */
export const sets: ReadonlySet<string> = new Set(['userGroups', 'canSeeUserProfileOf', 'privileges'])

function normal(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normal(name === 'userIds' ? { type: 'User', ...defined(item) } : item))
    return sets.has(name) ? items.map((item) => JSON.stringify(item)).sort() : items
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(defined(value)).sort(([one], [other]) => (one < other ? -1 : 1))
  return members.map(([key, member]) => [key, normal(member, key)])
}

function defined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
