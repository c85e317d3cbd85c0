import { isText } from '../shared/is-text.ts'
import { settleAll } from '../shared/settle-all.ts'
import { TokenError } from '../shared/token-error.ts'
import type { Grant } from './grant.ts'
import type { IssuedToken } from './issued-token.ts'

export interface VariantOption<Variant extends string = never> {
  /** One of `variants`. Default: the first. */
  readonly variant?: Variant | undefined
}

export interface GrantSourceOptions<User, Variant extends string> {
  /**
   * Returns the rights of this user's token. Runs for every `issue()`, so keep it cheap: a changed right takes effect at once. Must
   * depend on nothing that a browser can choose, except `variant`. An asynchronous one must return a new object each time: it is read
   * when the promise has resolved.
   */
  readonly grant: (user: User, variant: Variant) => Grant | Promise<Grant>
  /** Returns the rights of a visitor who is not signed in: `issue(null)`. Default: none, that visitor gets 401. */
  readonly guest?: ((variant: Variant) => Grant | Promise<Grant>) | undefined
  /**
   * The names that a page may send as `?variant=`; any other is 400. The first is the default. A variant must not add rights:
   * every user can name each of them. Default: none.
   */
  readonly variants?: readonly Variant[] | undefined
  /**
   * Returns the text that the page passes as `sessionKey` or `session`, such as a user id; `null` is a guest. The endpoint sends it with
   * the token, so that the tabs of one user share no token of another. Default: none, tabs compare the first token of the session.
   */
  readonly sessionKey?: ReadSessionKey<User> | undefined
}

export type ReadSessionKey<in User> = (user: User | null) => string | undefined

export type ReadGrant = () => Grant | Promise<Grant>

export interface GrantSource<User> {
  readonly variants: readonly string[]
  /** Whether visitors who are not signed in get tokens. */
  readonly allowsGuests: boolean
  readonly sessionKey: ReadSessionKey<User> | undefined
  /** Returns the call of `grant` or, without a user, of `guest`. Throws for a variant that is not listed, or without `guest`. */
  readonly select: (user: User | null, variant: string | undefined) => ReadGrant
  /** Runs for the grant of every variant. Each run ends before the first failure rejects. */
  readonly forEveryVariant: (user: User, run: (read: ReadGrant) => Promise<void>) => Promise<void>
  /** Marks the token of a guest. The cached one may also be a user's, if both grants are equal. */
  readonly mark: <Issued extends IssuedToken>(issued: Issued, user: User | null) => Issued
}

/** Creates the selection of grants by user and variant. Throws a `TypeError` that names a wrong option. */
export function createGrantSource<User, Variant extends string>(
  options: GrantSourceOptions<User, Variant>,
): GrantSource<User> {
  const { grant, guest, variants = [], sessionKey } = options
  if (typeof grant !== 'function') throw new TypeError('`grant` must be a function that returns a grant.')
  if (guest !== undefined && typeof guest !== 'function') {
    throw new TypeError('`guest` must be a function that returns a grant.')
  }
  if (sessionKey !== undefined && typeof sessionKey !== 'function') {
    throw new TypeError('`sessionKey` must be a function that returns a text.')
  }
  if (!isListOfNames(variants)) throw new TypeError('`variants` must be a list of different names.')
  // A list that the application changes later must not allow more.
  const names = Object.freeze([...variants])

  function select(user: User | null, name: string | undefined = names[0]): ReadGrant {
    const variant = name as Variant
    if (name !== undefined && !names.includes(variant)) throw new TypeError('`variant` must be one of `variants`.')
    if (user !== null) return () => grant(user, variant)
    if (guest) return () => guest(variant)
    throw new TokenError('not-authenticated', 'No user is signed in, and guests get no tokens.', {
      status: 401,
      remedy: 'Sign in, or set the option `guest`.',
    })
  }

  return {
    variants: names,
    allowsGuests: guest !== undefined,
    sessionKey,
    select,
    async forEveryVariant(user, run) {
      await settleAll((names.length > 0 ? names : [undefined]).map((name) => run(select(user, name))))
    },
    mark: (issued, user) => (user === null ? { ...issued, guest: true } : issued),
  }
}

function isListOfNames(names: readonly unknown[]): boolean {
  return Array.isArray(names) && names.every(isText) && new Set(names).size === names.length
}
