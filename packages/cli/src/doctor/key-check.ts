import { formatPrivilege, hasPrivileges, type Privilege } from '@coveo-token/core/privileges'
import { keyTemplate } from '../inspect/key-template.ts'
import { type Check, fail, pass, warn } from './check.ts'

const replacement = 'Create a key from the template "Authenticated search", and set COVEO_API_KEY to it.'

/** The privileges of the API key: enough to mint, and no more. @see https://docs.coveo.com/en/1718 */
export const keyCheck: Check = {
  name: 'API key',
  needs: ['environment', 'host and region'],
  async run({ privileges }) {
    const held = await privileges()
    const template = `It looks like a key of the template "${keyTemplate(held)}"`
    if (!hasPrivileges(held, 'SEARCH_API:IMPERSONATE')) {
      const lacks = 'The key cannot mint search tokens: it lacks search impersonation (SEARCH_API:IMPERSONATE)'
      return fail(`${lacks} and holds ${listOf(held)}. ${template}.`, replacement)
    }
    const extra = held.filter(isMoreThanMinting)
    if (extra.length > 0) {
      return warn(`The key mints search tokens, and may do more than that: ${listOf(extra)}.`, replacement)
    }
    return pass(`The key mints search tokens. ${template}.`)
  },
}

function isMoreThanMinting({ owner, targetDomain }: Privilege): boolean {
  const isService = owner === 'SEARCH_API' || owner === 'USAGE_ANALYTICS'
  return !isService || targetDomain === 'VIEW_ALL_CONTENT' || targetDomain === 'ADMINISTRATE'
}

function listOf(privileges: readonly Privilege[]): string {
  const names = privileges.map((privilege) => formatPrivilege(privilege))
  const shown = names.slice(0, 5).join(', ') || 'no privilege'
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
