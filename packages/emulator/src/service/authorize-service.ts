import type { ApiRequest } from '../api/route.ts'
import type { Authenticator, Principal } from '../authorization/authenticator.ts'
import type { Privilege } from '../authorization/privilege.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { CallerCorpus } from '../search/caller-corpus.ts'

export interface ServiceRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  corpusOf: CallerCorpus
}

/** Returns the principal of a request of the organization. Throws unless it holds `privilege`. */
export function authorizeService(
  request: ApiRequest,
  { organizationId, authenticator, privilege }: Omit<ServiceRoutesOptions, 'corpusOf'> & { privilege: Privilege },
): Principal {
  const principal = authenticator.authenticate(request, 'search')
  requireOrganization(request.params.organizationId, organizationId)
  authenticator.requirePrivilege(principal, [privilege], 'search')
  return principal
}
