/**
 * One thing that a key or a token may do. Coveo's vocabulary is open, so every part is text; the catalog holds the
 * published values.
 *
 * @see https://docs.coveo.com/en/1707
 */
export interface Privilege {
  /** The service, for example `SEARCH_API`. */
  readonly owner: string
  /** The domain within the service, for example `EXECUTE_QUERY`. */
  readonly targetDomain: string
  /** `VIEW`, `EDIT`, `CREATE` or `ENABLE`. Absent means `ENABLE`. */
  readonly type?: string | undefined
  /** One resource, or `*` for all of them. Absent means `*`. */
  readonly targetId?: string | undefined
  /** `NORMAL` or `GLOBAL`. Absent means `NORMAL`. */
  readonly level?: string | undefined
}

/** Common privileges, for completion in editors. */
export type KnownPrivilege =
  | 'SEARCH_API:EXECUTE_QUERY'
  | 'SEARCH_API:IMPERSONATE'
  | 'SEARCH_API:VIEW_ALL_CONTENT'
  | 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'
  | 'CUSTOMER_SERVICE:USE_CASE_ASSIST'

/** A privilege, or its text `OWNER:DOMAIN[:TYPE]`. Coveo's vocabulary is open, so unknown names are accepted. */
export type PrivilegeLike = Privilege | KnownPrivilege | (`${string}:${string}` & {})

const word = /^[A-Z][A-Z0-9_]*$/

/**
 * Parses `OWNER:DOMAIN[:TYPE[:TARGET[:LEVEL]]]`, a colon in the target percent-encoded. Throws a `TypeError` for any
 * other text.
 */
export function parsePrivilege(text: string): Privilege {
  const parts = typeof text === 'string' ? text.split(':') : []
  const [owner, targetDomain, type, target, level] = parts
  const words = [owner, targetDomain, ...(type === undefined ? [] : [type]), ...(level === undefined ? [] : [level])]
  const targetId = target === undefined ? undefined : decode(target)
  if (parts.length > 5 || targetId === '' || !owner || !targetDomain || !words.every((part) => word.test(part ?? ''))) {
    throw new TypeError('A privilege must be written OWNER:DOMAIN, OWNER:DOMAIN:TYPE or OWNER:DOMAIN:TYPE:TARGET.')
  }
  return normalizePrivilege({ owner, targetDomain, type, targetId, level }, { keepSynonyms: true })
}

/** Formats a privilege in its shortest form, for `parsePrivilege`. */
export function formatPrivilege(privilege: Privilege): string {
  const {
    owner,
    targetDomain,
    type = 'ENABLE',
    targetId = '*',
    level = 'NORMAL',
  } = normalizePrivilege(privilege, {
    keepSynonyms: true,
  })
  const parts = [owner, targetDomain]
  if (type !== 'ENABLE' || targetId !== '*' || level !== 'NORMAL') parts.push(type)
  if (targetId !== '*' || level !== 'NORMAL') parts.push(targetId)
  if (level !== 'NORMAL') parts.push(level)
  return parts.map(encode).join(':')
}

export interface NormalizeOptions {
  /** Keeps `IMPERSONATE_SEARCH_API` instead of `IMPERSONATE`. Default false. */
  keepSynonyms?: boolean
}

/**
 * The normal form of equal privileges: without `ENABLE`, the target `*`, the level `NORMAL` and unknown fields.
 * The Search API's contract names impersonation `IMPERSONATE_SEARCH_API`, the documentation `IMPERSONATE`: both are equal.
 *
 * @see https://docs.coveo.com/en/56
 */
export function normalizePrivilege(privilege: PrivilegeLike, options: NormalizeOptions = {}): Privilege {
  const { owner, targetDomain, type, targetId, level } =
    typeof privilege === 'string' ? parsePrivilege(privilege) : privilege
  const synonym = !options.keepSynonyms && owner === 'SEARCH_API' && targetDomain === 'IMPERSONATE_SEARCH_API'
  return {
    owner,
    targetDomain: synonym ? 'IMPERSONATE' : targetDomain,
    ...(type && type !== 'ENABLE' ? { type } : {}),
    ...(targetId && targetId !== '*' ? { targetId } : {}),
    ...(level && level !== 'NORMAL' ? { level } : {}),
  }
}

function encode(part: string): string {
  return part.replaceAll('%', '%25').replaceAll(':', '%3A')
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
