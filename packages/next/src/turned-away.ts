type FindUser<User, Context> = (context: Context) => User | null | undefined | Promise<User | null | undefined>

/**
 * `user`, with nobody as its answer where it calls Next's `redirect()` or `unauthorized()`, as helpers written for pages do: a script
 * that asks for a token has no use for the sign-in page.
 */
export function nobodyIfTurnedAway<User, Context>(user: FindUser<User, Context>): FindUser<User, Context> {
  return async (context) => {
    try {
      return await user(context)
    } catch (thrown) {
      if (isTurnedAway(thrown)) return null
      throw thrown
    }
  }
}

/** Next tells what its functions throw by this property, in 15 and 16 alike. */
function isTurnedAway(thrown: unknown): boolean {
  const digest = String(Object(thrown).digest)
  return digest.startsWith('NEXT_REDIRECT;') || digest === 'NEXT_HTTP_ERROR_FALLBACK;401'
}
