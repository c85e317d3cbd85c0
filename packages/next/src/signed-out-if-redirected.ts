/**
 * Wraps `user` so that Next's `redirect()` and `unauthorized()` in it mean signed out: session helpers of pages call
 * them, and a request for a token has no use for a sign-in page.
 */
export function signedOutIfRedirected<Args extends unknown[], User>(
  user: (...args: Args) => User | Promise<User>,
): (...args: Args) => Promise<User | null> {
  return async (...args) => {
    try {
      return await user(...args)
    } catch (thrown) {
      if (isRedirect(thrown)) return null
      throw thrown
    }
  }
}

/** Next marks the errors that its functions throw with this property, in 15 and 16 alike. */
function isRedirect(thrown: unknown): boolean {
  const digest = String(Object(thrown).digest)
  return digest.startsWith('NEXT_REDIRECT;') || digest === 'NEXT_HTTP_ERROR_FALLBACK;401'
}
