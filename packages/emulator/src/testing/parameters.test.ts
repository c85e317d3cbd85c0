import { describe, expect, it } from 'vitest'
import { passagesParameters } from '../answers/answer-routes.ts'
import type { ParameterTable } from '../api/parse-parameters.ts'
import { creationParameters, rotationParameters, updateParameters } from '../authorization/api-key-requests.ts'
import { platformTokenParameters } from '../authorization/platform-token-request.ts'
import { evaluationParameters } from '../authorization/privilege-routes.ts'
import { searchTokenParameters } from '../authorization/search-token-request.ts'
import { facetSearchParameters } from '../search/facet-search.ts'
import { suggestParameters } from '../search/query-suggestions.ts'
import { quickViewParameters } from '../search/quick-view.ts'
import { searchParameters } from '../search/search-parameters.ts'
import { fieldsParameters } from '../search/search-routes.ts'
import { openEmulator, user } from './open-emulator.test.support.ts'
import contracts from './published-contracts.json' with { type: 'json' }

type Tree = { [name: string]: unknown }
type Caller = 'user' | 'minter' | 'admin'

interface Call {
  caller: Caller
  table?: ParameterTable<unknown>
  /** Objects that hold nested parameters. */
  body?: Tree
  /** Names in the address of a GET. */
  read?: string[]
}

const search = '/rest/search/v2'
const organization = '/rest/organizations/{organizationId}'
const value = { value: 'Website', state: 'idle', children: [] }
const facet = { field: 'source', currentValues: [value], allowedValues: { type: 'simple', values: [] } }
const searchBody = {
  facets: [{ ...facet, sortCriteria: { type: 'score' } }],
  generateAutomaticFacets: { currentFacets: [{ field: 'source', currentValues: [value] }] },
  groupBy: [{ field: '@source' }],
  queryCorrection: { options: {} },
}
const identity = user('asmith@example.com')
const privilege = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
const additionalConfiguration = {
  search: {
    apiKeyQueryAuthentication: [identity],
    enforcedQueryPipelineConfiguration: {},
    impersonationRestrictions: { allowedUserIds: [identity] },
  },
  commerce: {},
  analytics: { event: {} },
}
const mint: Call = { caller: 'minter', table: searchTokenParameters, body: { userIds: [identity], commerce: {} } }

/** How each published call is sent, by operation. */
const calls: Record<string, Call> = {
  [`POST ${search}`]: { caller: 'user', table: searchParameters, body: searchBody },
  [`GET ${search}`]: { caller: 'user', table: searchParameters },
  [`POST ${search}/querySuggest`]: { caller: 'user', table: suggestParameters },
  [`GET ${search}/querySuggest`]: { caller: 'user', table: suggestParameters },
  [`POST ${search}/facet`]: { caller: 'user', table: facetSearchParameters, body: { field: 'source' } },
  [`POST ${search}/plan`]: { caller: 'user', table: searchParameters },
  [`POST ${search}/html`]: { caller: 'user', table: quickViewParameters },
  [`GET ${search}/html`]: { caller: 'user', table: quickViewParameters },
  [`GET ${search}/fields`]: { caller: 'user', table: fieldsParameters },
  [`POST ${search}/token`]: mint,
  'POST /rest/search/v3/token': mint,
  'POST /rest/search/v3/passages/retrieve': {
    caller: 'user',
    table: passagesParameters,
    body: { query: 'vpn', localization: { locale: 'en' } },
  },
  [`POST ${organization}/events/v1`]: { caller: 'user' },
  [`POST ${organization}/events/v1/requests/validate`]: { caller: 'user' },
  [`POST ${organization}/tokens`]: {
    caller: 'admin',
    table: platformTokenParameters,
    body: {
      body: {
        privileges: [privilege],
        additionalConfiguration: { search: { userIds: [identity] }, analytics: { event: {} } },
      },
    },
    read: ['validityPeriod'],
  },
  'POST /rest/privilege/evaluate': {
    caller: 'admin',
    table: evaluationParameters,
    body: { requestedPrivilege: privilege },
  },
  [`GET ${organization}/privileges/apikeys`]: { caller: 'admin', read: ['filter'] },
  [`GET ${organization}/privileges/token`]: { caller: 'admin', read: ['accessToken'] },
  [`POST ${organization}/privileges/token`]: { caller: 'admin', read: ['accessToken'] },
  [`GET ${organization}/apikeys`]: { caller: 'admin' },
  [`POST ${organization}/apikeys`]: {
    caller: 'admin',
    table: creationParameters,
    body: { displayName: 'New', lifetimeDuration: 'P1D', privileges: [privilege], additionalConfiguration },
    read: ['apiKeyTemplateId'],
  },
  [`PUT ${organization}/apikeys/{apiKeyId}`]: {
    caller: 'admin',
    table: updateParameters,
    body: { additionalConfiguration },
  },
  [`POST ${organization}/apikeys/rotate`]: { caller: 'admin', table: rotationParameters },
}

async function open() {
  const { emulator, send, tokenFor } = await openEmulator()
  const bearers: Record<Caller, string> = {
    user: await tokenFor('asmith@example.com'),
    minter: emulator.apiKeys.authenticatedSearch,
    admin: emulator.adminToken,
  }
  const [key] = (await send('/rest/organizations/emulator/apikeys', { bearer: bearers.admin })).json
  return async function post(operation: string, { query = {}, body }: { query?: Tree; body?: unknown }) {
    const [method = '', template = ''] = operation.split(' ')
    const path = template.replace('{organizationId}', 'emulator').replace('{apiKeyId}', key.id)
    const address = `${path}?${new URLSearchParams(query as Record<string, string>)}`
    const bearer = bearers[calls[operation]?.caller ?? 'user']
    const reply = await send(address, { method, bearer, body: method === 'GET' ? undefined : body })
    const message = String(reply.json?.message ?? '').replaceAll(/\.\d+/g, '')
    return { ...reply, message, warnings: reply.headers.get('X-Emulator-Warnings') ?? '' }
  }
}

/** Returns a copy of `body` with an invalid value for the parameter. */
function withProbe(body: Tree, path: string): Tree {
  const copy = structuredClone(body)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce<Tree>((tree, name) => [tree[name] ?? {}].flat()[0] as Tree, copy)
  parent[last] = { any: { value: 1 } }
  return copy
}

const published = Object.entries<{ query: string[]; body: string[] }>(contracts.parameters)

describe('the parameters of each published call', () => {
  it('are known for each call', () => {
    expect(Object.keys(calls).sort()).toEqual(published.map(([operation]) => operation).sort())
  })

  it.each(published)(
    'are validated, named in a warning or listed as context: %s',
    async (operation, { query, body }) => {
      const post = await open()
      const { table, body: base = {}, read = [] } = calls[operation] as Call
      const [ignored, context] = [table?.ignored ?? [], table?.context ?? []]
      const isBelow = (names: readonly string[], path: string) => names.some((name) => path.startsWith(`${name}.`))
      const silent: string[] = []
      for (const path of body) {
        if (isBelow([...ignored, ...context], path)) continue
        const { status, message, warnings } = await post(operation, { body: withProbe(base, path) })
        const isNamed = status === 400 && (message.includes(path) || message.includes('sortCriteria:'))
        const isRead = isNamed || warnings.includes(`has no parameter ${path}.any.`)
        if (ignored.includes(path) ? warnings.includes(`The emulator ignores ${path}.`) : isRead) continue
        if (context.includes(path) && !warnings.includes(path)) continue
        silent.push(`${path}: ${status} ${message} ${warnings}`)
      }
      const isGet = operation.startsWith('GET')
      for (const name of query) {
        if (read.includes(name) || ['organizationId', 'access_token'].includes(name)) continue
        const { status, message, warnings } = await post(operation, {
          query: { [name]: '{"any":"value"}' },
          body: base,
        })
        const isKnown = (table && name in shapeOf(table)) || context.includes(name)
        const isWarned = warnings.includes(`ignores ${name}`)
        if (isWarned || ((isGet || operation.endsWith('/html')) && isKnown)) continue
        silent.push(`?${name}: ${status} ${message} ${warnings}`)
      }
      expect(silent).toEqual([])
    },
  )

  it.each(published)('have no other names, and a warning says so: %s', async (operation) => {
    const post = await open()
    const { table, body = {} } = calls[operation] as Call
    const inAddress = await post(operation, { query: { Unknown: 'x' }, body })
    if (inAddress.status < 300) expect(inAddress.warnings).toMatch(/ignores Unknown|has no parameter Unknown/)
    if (!table || operation.startsWith('GET')) return
    const inBody = await post(operation, { body: { ...body, Unknown: 'x' } })
    if (inBody.status < 300) expect(inBody.warnings).toContain(`${table.call} has no parameter Unknown.`)
  })
})

function shapeOf({ schema }: ParameterTable<unknown>): object {
  return 'shape' in schema ? (schema.shape as object) : {}
}
