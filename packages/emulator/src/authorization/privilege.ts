import * as z from 'zod'

/**
 * A privilege in the published shape; an absent `type` means ENABLE.
 * @see https://docs.coveo.com/en/n3ge0020
 */
export interface Privilege {
  owner: string
  targetDomain: string
  type?: string | undefined
  targetId?: string | undefined
  level?: string | undefined
}

export const privilegeSchema: z.ZodType<Privilege> = z.strictObject({
  owner: z.string().min(1),
  targetDomain: z.string().min(1),
  type: z.string().optional(),
  targetId: z.string().optional(),
  level: z.string().optional(),
})

/** Creates a privilege on every target: `privilege('SEARCH_API', 'EXECUTE_QUERY')`. */
export function privilege(owner: string, targetDomain: string, type = 'ENABLE'): Privilege {
  return { owner, targetDomain, type, targetId: '*', level: 'NORMAL' }
}

/** Whether one of the `granted` privileges includes the `required` one. */
export function hasPrivilege(granted: readonly Privilege[], required: Privilege): boolean {
  return granted.some(
    (held) =>
      held.owner === required.owner &&
      normalizeDomain(held) === normalizeDomain(required) &&
      (held.type ?? 'ENABLE') === (required.type ?? 'ENABLE') &&
      ((held.targetId ?? '*') === '*' || held.targetId === (required.targetId ?? '*')),
  )
}

/** Short notation: `SEARCH_API:EXECUTE_QUERY`, `USAGE_ANALYTICS:ANALYTICS_DATA:EDIT`. */
export function privilegeName({ owner, targetDomain, type }: Privilege): string {
  return type === undefined || type === 'ENABLE' ? `${owner}:${targetDomain}` : `${owner}:${targetDomain}:${type}`
}

// The published contract of the search-token call says IMPERSONATE_SEARCH_API for IMPERSONATE.
function normalizeDomain({ targetDomain }: Privilege): string {
  return targetDomain === 'IMPERSONATE_SEARCH_API' ? 'IMPERSONATE' : targetDomain
}
