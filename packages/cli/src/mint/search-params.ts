import type { SearchTokenParams, SecurityIdentity } from '@coveo-token/core'
import type { Arguments } from '../command/arguments.ts'
import type { OptionInfo } from '../command/option-info.ts'
import { parseDuration } from './parse-duration.ts'
import { identityOptions, parseIdentities } from './parse-identity.ts'
import { parseFields, parsePairs } from './parse-pairs.ts'

/** One option for each field of a search token. @see https://docs.coveo.com/en/56 */
export const searchOptions: Readonly<Record<string, OptionInfo>> = {
  ...identityOptions,
  'display-name': {
    field: 'userDisplayName',
    type: 'string',
    value: 'NAME',
    does: "Name for the user's searches in analytics",
  },
  group: { field: 'userGroups', type: 'string', multiple: true, value: 'GROUP', does: 'Group logged in analytics' },
  'profile-of': {
    field: 'canSeeUserProfileOf',
    type: 'string',
    multiple: true,
    value: 'USER',
    does: 'User whose profile the token may read',
  },
  filter: { field: 'filter', type: 'string', value: 'EXPRESSION', does: 'Expression that every query must also match' },
  pipeline: { field: 'pipeline', type: 'string', value: 'NAME', does: 'Query pipeline' },
  hub: { field: 'searchHub', type: 'string', value: 'NAME', does: 'Search hub' },
  'valid-for': { field: 'validFor', type: 'string', value: 'DURATION', does: 'Lifetime, from 15m to 24h (24h)' },
  dictionary: {
    field: 'dictionaryFieldContext',
    type: 'string',
    multiple: true,
    value: 'FIELD=KEY',
    does: 'Key to read in a dictionary field',
  },
  'dictionary-keys': {
    field: 'allowedDictionaryFieldKeys',
    type: 'string',
    multiple: true,
    value: 'FIELD',
    does: 'Dictionary field whose keys the query may choose',
  },
  catalog: { field: 'commerce.catalogId', type: 'string', value: 'ID', does: 'Commerce catalog' },
  'commerce-filter': {
    field: 'commerce.filter',
    type: 'string',
    value: 'EXPRESSION',
    does: 'Filter of commerce queries',
  },
  'commerce-operation': {
    field: 'commerce.operation',
    type: 'string',
    value: 'NAME',
    does: 'Operation of commerce queries',
  },
  field: { type: 'string', multiple: true, value: 'FIELD=JSON', does: 'Any other field of the call' },
}

/** Reads the fields from the command line. Coveo's client checks them, and names each wrong one. */
export function searchParams(args: Arguments): SearchTokenParams {
  const validFor = args.text('valid-for')
  const allowedKeys = args.texts('dictionary-keys')
  const commerce = {
    catalogId: args.text('catalog'),
    filter: args.text('commerce-filter'),
    operation: args.text('commerce-operation'),
  }
  const params = {
    // None is refused where it is sent, with every other wrong field.
    userIds: parseIdentities(args) as readonly SecurityIdentity[] as SearchTokenParams['userIds'],
    userDisplayName: args.text('display-name'),
    userGroups: nonEmpty(args.texts('group')),
    canSeeUserProfileOf: nonEmpty(args.texts('profile-of')),
    filter: args.text('filter'),
    pipeline: args.text('pipeline'),
    searchHub: args.text('hub'),
    validFor: validFor === undefined ? undefined : parseDuration(validFor),
    dictionaryFieldContext: parsePairs('dictionary', args.texts('dictionary')),
    allowedDictionaryFieldKeys: nonEmpty(allowedKeys) && Object.fromEntries(allowedKeys.map((key) => [key, ['*']])),
    commerce: Object.values(commerce).some((value) => value !== undefined) ? commerce : undefined,
  }
  return { ...params, ...parseFields(args.texts('field')) }
}

function nonEmpty(texts: readonly string[]): readonly string[] | undefined {
  return texts.length === 0 ? undefined : texts
}
