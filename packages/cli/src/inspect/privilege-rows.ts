import { describePrivilege, formatPrivilege, type Privilege } from '@coveo-token/core/privileges'
import type { Cell } from '../output/block.ts'

/** One row for each privilege: its text and what it allows. */
export function privilegeRows(privileges: readonly Privilege[]): Cell[][] {
  if (privileges.length === 0) return [[{ text: 'none', tone: 'quiet' }]]
  return privileges.map((privilege) => [formatPrivilege(privilege), allowsOf(privilege)])
}

/** The privileges for `--json`. */
export function privilegeList(privileges: readonly Privilege[]) {
  return privileges.map((privilege) => ({
    privilege: formatPrivilege(privilege),
    allows: describePrivilege(privilege) ?? null,
  }))
}

function allowsOf(privilege: Privilege): Cell {
  return describePrivilege(privilege) ?? { text: 'Not in the published reference.', tone: 'quiet' }
}
