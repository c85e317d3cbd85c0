import type { Privilege } from '../coveo/privilege-schema.ts'

export type { Privilege } from '../coveo/privilege-schema.ts'

/** A privilege, or how it is written: `SEARCH_API:EXECUTE_QUERY`, `USAGE_ANALYTICS:ANALYTICS_DATA:EDIT`. */
export type PrivilegeLike = Privilege | string

const word = /^[A-Z][A-Z0-9_]*$/

/**
 * Reads `OWNER:DOMAIN`, `OWNER:DOMAIN:TYPE`, `OWNER:DOMAIN:TYPE:TARGET` or `OWNER:DOMAIN:TYPE:TARGET:LEVEL`, the target
 * percent-encoded where it holds a colon. Throws a `TypeError` for anything else.
 */
export function parsePrivilege(text: string): Privilege {
  const parts = typeof text === 'string' ? text.split(':') : []
  const [owner, targetDomain, type, target, level] = parts
  const words = [owner, targetDomain, ...(type === undefined ? [] : [type]), ...(level === undefined ? [] : [level])]
  const targetId = target === undefined ? undefined : decode(target)
  if (parts.length > 5 || targetId === '' || !owner || !targetDomain || !words.every((part) => word.test(part ?? ''))) {
    throw new TypeError('A privilege is written OWNER:DOMAIN, OWNER:DOMAIN:TYPE or OWNER:DOMAIN:TYPE:TARGET.')
  }
  return normalizePrivilege({ owner, targetDomain, type, targetId, level }, { keepSynonyms: true })
}

/** Writes a privilege the way `parsePrivilege` reads it, as short as it can be. */
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
  /** Keep `IMPERSONATE_SEARCH_API` instead of writing it `IMPERSONATE`. Default false. */
  keepSynonyms?: boolean
}

/**
 * The same privilege with what is usual left out: `ENABLE`, the target `*`, the level `NORMAL`, unknown fields. The two
 * names of the Search API's impersonation become one (slug 56 and the Search API's contract differ).
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
