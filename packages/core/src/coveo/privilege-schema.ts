import * as z from 'zod/mini'
import { anyString } from '../shared/any-string.ts'
import { isText } from '../shared/is-text.ts'
import type { Privilege } from './privilege.ts'

const nonEmptyText = anyString.check(z.refine(isText, 'must not be empty'))

interface ReceivedPrivilege {
  readonly owner: string
  readonly targetDomain: string
  readonly [field: string]: unknown
}

/**
 * A list of privileges in any shape that Coveo sends. Not `z.looseObject`, which a bundle would carry for this list alone.
 *
 * @see https://docs.coveo.com/en/109
 */
export const receivedPrivilegesSchema = z.array(
  z.custom<ReceivedPrivilege>((privilege) => [Object(privilege).owner, Object(privilege).targetDomain].every(isText)),
)

/**
 * Unifies the shapes: `targetId` and `level`, `targetIds` and `global`, or neither, as production sends it.
 * A list of targets becomes one privilege per target; unknown fields are kept.
 */
export function flattenPrivileges(received: z.output<typeof receivedPrivilegesSchema>): Privilege[] {
  return received.flatMap(({ type, targetId, level, targetIds, global, ...rest }) => {
    const targets = [targetId ?? targetIds].flat().filter(isText)
    const ending = isText(level) ? { level } : global === true ? { level: 'GLOBAL' } : {}
    const base: Privilege = { ...rest, ...(isText(type) && { type }) }
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
