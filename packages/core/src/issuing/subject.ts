import { fingerprint } from '../shared/fingerprint.ts'

export interface SubjectOptions {
  organizationId: string
  /** The beginning of every cache key of this issuer: the only part that depends on the API key and on `lifetimeMs`. */
  scope: string
}

/**
 * Returns the function that hashes a cache key without its scope: the organization and the whole grant.
 * Two subjects are equal exactly if user and grant are equal.
 */
export function createSubject({ organizationId, scope }: SubjectOptions): (cacheKey: string) => string {
  const organization = `${organizationId.length}:${organizationId}`
  return (cacheKey) => fingerprint(organization + cacheKey.slice(scope.length))
}
