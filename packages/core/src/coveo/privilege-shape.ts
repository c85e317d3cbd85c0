import { listOf, objectOf, optional, textShape, withRules } from '../shared/shape.ts'
import type { Privilege } from './privilege.ts'

const nonEmptyText = withRules(textShape, [(text) => text !== '', 'must not be empty'])

interface ReceivedPrivilege {
  readonly owner: string
  readonly targetDomain: string
  readonly [field: string]: unknown
}

/** A list of privileges in any shape that Coveo sends. @see https://docs.coveo.com/en/109 */
export const receivedPrivilegesShape = listOf<ReceivedPrivilege>(
  objectOf<Pick<Privilege, 'owner' | 'targetDomain'>>({ owner: nonEmptyText, targetDomain: nonEmptyText }, 'kept'),
)

/**
 * Unifies the shapes: `targetId` and `level`, `targetIds` and `global`, or neither, as production sends it.
 * A list of targets becomes one privilege per target; unknown fields are kept.
 */
export function flattenPrivileges(received: readonly ReceivedPrivilege[]): Privilege[] {
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
export const requestedPrivilegeShape = objectOf<Privilege>({
  owner: nonEmptyText,
  targetDomain: nonEmptyText,
  type: optional(nonEmptyText),
  targetId: optional(nonEmptyText),
  level: optional(nonEmptyText),
})
