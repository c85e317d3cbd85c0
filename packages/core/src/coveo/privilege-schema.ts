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

const optionalText = z.nullish(z.string())
const nonEmptyText = z.string().check(z.refine((text) => text !== '', 'must not be empty'))

const receivedPrivilegeSchema = z.looseObject({
  owner: nonEmptyText,
  targetDomain: nonEmptyText,
  type: optionalText,
  targetId: optionalText,
  level: optionalText,
  targetIds: z.nullish(z.array(z.string())),
  global: z.nullish(z.boolean()),
})

/** A list of privileges in any shape that Coveo sends. @see https://docs.coveo.com/en/109 */
export const receivedPrivilegesSchema = z.array(receivedPrivilegeSchema)

/**
 * Unifies the shapes: `targetId` and `level`, `targetIds` and `global`, or neither, as production sends it.
 * A list of targets becomes one privilege per target; unknown fields are kept.
 */
export function flattenPrivileges(received: z.output<typeof receivedPrivilegesSchema>): Privilege[] {
  return received.flatMap(({ type, targetId, level, targetIds, global, ...rest }) => {
    const levelText = level ?? (global ? 'GLOBAL' : undefined)
    const base: Privilege = { ...rest, ...(type ? { type } : {}) }
    const targets = targetId ? [targetId] : (targetIds ?? [])
    const ending = levelText ? { level: levelText } : {}
    if (targets.length === 0) return [{ ...base, ...ending }]
    return targets.map((target) => ({ ...base, targetId: target, ...ending }))
  })
}

/** A privilege to request. Strict, because Coveo would ignore a misspelled field. */
export const requestedPrivilegeSchema = z.strictObject({
  owner: nonEmptyText,
  targetDomain: nonEmptyText,
  type: z.optional(nonEmptyText),
  targetId: z.optional(nonEmptyText),
  level: z.optional(nonEmptyText),
})
