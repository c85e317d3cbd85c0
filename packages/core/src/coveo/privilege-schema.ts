import { z } from 'zod'

/**
 * One thing that a key or a token may do (slugs 109 and 1707). Coveo's vocabulary is open, so every part is text; the
 * catalog knows the usual values.
 */
export interface Privilege {
  /** The service, for example `SEARCH_API`. */
  owner: string
  /** What it is about, for example `EXECUTE_QUERY`. */
  targetDomain: string
  /** `VIEW`, `EDIT`, `CREATE` or `ENABLE`; absent means `ENABLE`. */
  type?: string | undefined
  /** One resource, or `*` for all of them; absent means `*`. */
  targetId?: string | undefined
  /** `NORMAL` or `GLOBAL`; absent means `NORMAL`. */
  level?: string | undefined
}

const optionalText = z.string().nullish()

const receivedPrivilegeSchema = z.looseObject({
  owner: z.string().min(1),
  targetDomain: z.string().min(1),
  type: optionalText,
  targetId: optionalText,
  level: optionalText,
  targetIds: z.array(z.string()).nullish(),
  global: z.boolean().nullish(),
})

/**
 * Reads a list of privileges in either of the published shapes: one `targetId` and a `level`, or `targetIds` and
 * `global` (slug 109). The older shape becomes one privilege per target; unknown fields are kept.
 */
export const receivedPrivilegesSchema = z
  .array(receivedPrivilegeSchema.transform(normalize))
  .transform((lists) => lists.flat())

function normalize(received: z.infer<typeof receivedPrivilegeSchema>): Privilege[] {
  const { type, targetId, level, targetIds, global, ...rest } = received
  const levelText = level ?? (global ? 'GLOBAL' : undefined)
  const base: Privilege = { ...rest, ...(type ? { type } : {}) }
  const targets = targetId ? [targetId] : (targetIds ?? [])
  const ending = levelText ? { level: levelText } : {}
  if (targets.length === 0) return [{ ...base, ...ending }]
  return targets.map((target) => ({ ...base, targetId: target, ...ending }))
}

/** A privilege as it is asked for: strict, and complete in the way that Coveo's samples are (slug n3ge0020). */
export const requestedPrivilegeSchema = z.strictObject({
  owner: z.string().min(1),
  targetDomain: z.string().min(1),
  type: z.string().min(1).default('ENABLE'),
  targetId: z.string().min(1).default('*'),
  level: z.string().min(1).default('NORMAL'),
})
