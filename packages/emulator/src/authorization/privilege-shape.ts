import type { Privilege } from './privilege.ts'

export type PrivilegeShape = 'observed' | 'current' | 'legacy'

/** Converts a privilege to the shape of a `privileges/token` response. */
export function toShape(privilege: Privilege, shape: PrivilegeShape): object {
  if (shape === 'current') return privilege
  return shape === 'legacy' ? toLegacyShape(privilege) : toObservedShape(privilege)
}

/** The shape that production prints: only `type`, `targetDomain` and `owner`, without the type ENABLE. */
function toObservedShape({ type, targetDomain, owner }: Privilege) {
  return { ...(type === undefined || type === 'ENABLE' ? {} : { type }), targetDomain, owner }
}

/**
 * The shape of Coveo's older documentation.
 * @see https://docs.coveo.com/en/109
 */
function toLegacyShape({ type, targetDomain, targetId, owner }: Privilege) {
  return {
    ...(type === undefined || type === 'ENABLE' ? {} : { type }),
    targetDomain,
    targetIds: targetId === undefined || targetId === '*' ? [] : [targetId],
    owner,
    global: false,
  }
}
