import * as z from 'zod/mini'

/**
 * One thing that a key or a token may do. Coveo's vocabulary is open, so every part is text; the catalog holds the
 * published values.
 *
 * @see https://docs.coveo.com/en/1707
 */
export interface Privilege {
  /** The service, for example `SEARCH_API`. */
  readonly owner: string
  /** The domain within the service, for example `EXECUTE_QUERY`. */
  readonly targetDomain: string
  /** `VIEW`, `EDIT`, `CREATE` or `ENABLE`. Absent means `ENABLE`. */
  readonly type?: string | undefined
  /** One resource, or `*` for all of them. Absent means `*`. */
  readonly targetId?: string | undefined
  /** `NORMAL` or `GLOBAL`. Absent means `NORMAL`. */
  readonly level?: string | undefined
}

const nonEmptyText = z.string().check(z.refine((text) => text !== '', 'must not be empty'))

/** A list of privileges in any shape that Coveo sends. @see https://docs.coveo.com/en/109 */
export const receivedPrivilegesSchema = z.array(z.looseObject({ owner: nonEmptyText, targetDomain: nonEmptyText }))

/**
 * Unifies the shapes: `targetId` and `level`, `targetIds` and `global`, or neither, as production sends it.
 * A list of targets becomes one privilege per target; unknown fields are kept.
 */
export function flattenPrivileges(received: z.output<typeof receivedPrivilegesSchema>): Privilege[] {
  return received.flatMap(({ type, targetId, level, targetIds, global, ...rest }) => {
    const targets = isText(targetId) ? [targetId] : Array.isArray(targetIds) ? targetIds.filter(isText) : []
    const ending = isText(level) ? { level } : global === true ? { level: 'GLOBAL' } : {}
    const base: Privilege = { ...rest, ...(isText(type) && { type }) }
    if (targets.length === 0) return [{ ...base, ...ending }]
    return targets.map((target) => ({ ...base, targetId: target, ...ending }))
  })
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** A privilege to request. Strict, because Coveo would ignore a misspelled field. */
export const requestedPrivilegeSchema = z.strictObject({
  owner: nonEmptyText,
  targetDomain: nonEmptyText,
  type: z.optional(nonEmptyText),
  targetId: z.optional(nonEmptyText),
  level: z.optional(nonEmptyText),
})
