import type { Grant } from './grant.ts'
import type { ReadGrant } from './grant-source.ts'
import { grantFailure } from './issuer-errors.ts'

/** Calls `grant` of the application. Throws a TokenError; the promise of an asynchronous `grant` may reject with any value. */
export function readGrant(read: ReadGrant): Grant | Promise<Grant> {
  try {
    const grant = read()
    return isThenable(grant) ? Promise.resolve(grant) : grant
  } catch (thrown) {
    throw grantFailure(thrown)
  }
}

function isThenable(value: unknown): value is PromiseLike<Grant> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
