import { formatPrivilege, normalizePrivilege, type Privilege, type PrivilegeLike } from './privilege.ts'

/**
 * Whether `granted` (one privilege or several) allows all that `required` asks for. An absent type is `ENABLE`, an
 * absent target is every target, a `GLOBAL` grant covers a `NORMAL` need. `EDIT` does not imply `VIEW`: Coveo lists both.
 */
export function hasPrivileges(
  granted: PrivilegeLike | readonly PrivilegeLike[],
  required: PrivilegeLike | readonly PrivilegeLike[],
): boolean {
  return missingPrivileges([granted].flat(), [required].flat()).length === 0
}

/** Those of `required` that nothing in `granted` covers: in canonical form, each once, in their order. */
export function missingPrivileges(granted: readonly PrivilegeLike[], required: readonly PrivilegeLike[]): Privilege[] {
  const held = granted.map((privilege) => normalizePrivilege(privilege))
  const missing = new Map<string, Privilege>()
  for (const like of required) {
    const need = normalizePrivilege(like)
    if (!held.some((privilege) => coversOne(privilege, need))) missing.set(formatPrivilege(need), need)
  }
  return [...missing.values()]
}

function coversOne(held: Privilege, need: Privilege): boolean {
  return (
    held.owner === need.owner &&
    held.targetDomain === need.targetDomain &&
    held.type === need.type &&
    (held.targetId === undefined || held.targetId === need.targetId) &&
    (held.level === need.level || (held.level === 'GLOBAL' && need.level === undefined))
  )
}
