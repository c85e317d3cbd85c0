import { fingerprint } from '../shared/fingerprint.ts'

export interface SubjectOptions {
  organizationId: string
  /** What the cache keys of this issuer begin with. */
  scope: string
}

/**
 * Returns the function that hashes a cache key without its API key: the organization and the whole grant.
 * Two subjects are equal exactly if user and grant are equal.
 */
export function createSubject({ organizationId, scope }: SubjectOptions): (cacheKey: string) => string {
  const organization = `${organizationId.length}:${organizationId}`
  return (cacheKey) => fingerprint(organization + cacheKey.slice(scope.length))
}
