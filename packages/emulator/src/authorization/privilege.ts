import { z } from 'zod'

/** A privilege in the shape published today (slug n3ge0020). No `type` means ENABLE. */
export interface Privilege {
  owner: string
  targetDomain: string
  type?: string | undefined
  targetId?: string | undefined
  level?: string | undefined
}

export const privilegeSchema: z.ZodType<Privilege> = z.looseObject({
  owner: z.string().min(1),
  targetDomain: z.string().min(1),
  type: z.string().optional(),
  targetId: z.string().optional(),
  level: z.string().optional(),
})

/** `privilege('SEARCH_API', 'EXECUTE_QUERY')`, allowed on every target. */
export function privilege(owner: string, targetDomain: string, type = 'ENABLE'): Privilege {
  return { owner, targetDomain, type, targetId: '*', level: 'NORMAL' }
}

/** Whether one of `granted` allows what `required` asks for. */
export function allows(granted: readonly Privilege[], required: Privilege): boolean {
  return granted.some(
    (held) =>
      held.owner === required.owner &&
      canonicalDomain(held) === canonicalDomain(required) &&
      (held.type ?? 'ENABLE') === (required.type ?? 'ENABLE') &&
      ((held.targetId ?? '*') === '*' || held.targetId === (required.targetId ?? '*')),
  )
}

export function privilegeName({ owner, targetDomain, type }: Privilege): string {
  return type === undefined || type === 'ENABLE' ? `${owner}:${targetDomain}` : `${owner}:${targetDomain}:${type}`
}

// The search-token call names IMPERSONATE_SEARCH_API, everything else says IMPERSONATE: one privilege under two names.
function canonicalDomain({ targetDomain }: Privilege): string {
  return targetDomain === 'IMPERSONATE_SEARCH_API' ? 'IMPERSONATE' : targetDomain
}
