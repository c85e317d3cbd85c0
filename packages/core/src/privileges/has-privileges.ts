import { formatPrivilege, normalizePrivilege, type Privilege, type PrivilegeLike } from '../coveo/privilege.ts'

/**
 * Whether `granted` contains all of `required`. An absent type is `ENABLE`, an absent target is every target, `GLOBAL`
 * includes `NORMAL`. `EDIT` does not imply `VIEW`: Coveo lists both.
 */
export function hasPrivileges(
  granted: PrivilegeLike | readonly PrivilegeLike[],
  required: PrivilegeLike | readonly PrivilegeLike[],
): boolean {
  return missingPrivileges([granted].flat(), [required].flat()).length === 0
}

/** Those of `required` that `granted` lacks: in normal form, each once, in order. */
export function missingPrivileges(granted: readonly PrivilegeLike[], required: readonly PrivilegeLike[]): Privilege[] {
  const held = granted.map((privilege) => normalizePrivilege(privilege))
  const missing = new Map<string, Privilege>()
  for (const like of required) {
    const wanted = normalizePrivilege(like)
    if (!held.some((privilege) => includes(privilege, wanted))) missing.set(formatPrivilege(wanted), wanted)
  }
  return [...missing.values()]
}

function includes(held: Privilege, wanted: Privilege): boolean {
  return (
    held.owner === wanted.owner &&
    held.targetDomain === wanted.targetDomain &&
    held.type === wanted.type &&
    (held.targetId === undefined || held.targetId === wanted.targetId) &&
    (held.level === wanted.level || (held.level === 'GLOBAL' && wanted.level === undefined))
  )
}
