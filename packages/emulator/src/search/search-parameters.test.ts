import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { searchParameters } from './search-parameters.ts'

async function open() {
  const opened = await openEmulator()
  const bearer = await opened.tokenFor('asmith@example.com')
  return { ...opened, bearer, post: async (request: object) => opened.search(bearer, request) }
}

/** For each supported parameter a value that is not valid, or that changes the response to this request. */
const request = { q: 'gateway', aq: '@year>2000', enableDidYouMean: true, facets: [{ field: 'source' }] }
const changes: Record<string, unknown> = {
  q: 'vacation',
  aq: '@year==1999',
  cq: '@year==1999',
  dq: '@year>2000',
  lq: '@year==1999',
  enableQuerySyntax: 'often',
  disableQuerySyntax: 'often',
  lowercaseOperators: 'often',
  wildcards: 'often',
  questionMark: 'often',
  partialMatch: 'often',
  partialMatchKeywords: 'some',
  partialMatchThreshold: 'some',
  locale: 'not a locale',
  timezone: 'Nowhere/Town',
  filterField: '@source',
  childField: '@nothing',
  parentField: '@nothing',
  filterFieldRange: 101,
  firstResult: 5001,
  numberOfResults: 1,
  sortCriteria: 'sideways',
  excerptLength: 1001,
  fieldsToInclude: ['source'],
  fieldsToExclude: ['source'],
  generateAutomaticFacets: { desiredCount: 21 },
  facets: [],
  groupBy: [{ field: '@source' }],
  searchHub: 'other',
  pipeline: 'other',
  format: 'xlsx',
  enableDidYouMean: 'often',
  debug: true,
  queryCorrection: { enabled: 'often' },
}

const isTopLevel = (name: string) => !name.includes('.')

describe('the parameters of a search', () => {
  it('each have a value below that is not valid or changes the response', () => {
    expect(Object.keys(changes).sort()).toEqual(Object.keys(searchParameters.schema.shape).sort())
  })

  it.each(Object.keys(changes))('have an effect or a 400: %s', async (name) => {
    const { post } = await open()
    const comparable = ({ json, status }: Awaited<ReturnType<typeof post>>) => ({
      ...json,
      searchUid: undefined,
      requestID: undefined,
      status,
    })
    const changed = await post({ ...request, [name]: changes[name] })
    expect(comparable(changed)).not.toEqual(comparable(await post(request)))
    if (changed.status !== 200)
      expect([changed.status, changed.json.message]).toEqual([400, expect.stringContaining(name)])
  })

  it.each(searchParameters.ignored.filter(isTopLevel))('are named in a warning: %s', async (name) => {
    const { post } = await open()
    const { status, json } = await post({ [name]: { any: 'value' } })
    expect([status, json.warnings]).toEqual([200, [`The emulator ignores ${name}.`]])
  })

  it.each(searchParameters.context.filter(isTopLevel))('describe the request without a warning: %s', async (name) => {
    const { post } = await open()
    const { status, json } = await post({ [name]: { any: 'value' } })
    expect([status, json.warnings]).toEqual([200, []])
  })

  it.each(['Q', 'numberOfresults', 'query'])('have no other names, and a warning says so: %s', async (name) => {
    const { post } = await open()
    expect((await post({ [name]: 'vpn' })).json.warnings).toEqual([`A search has no parameter ${name}.`])
  })

  it('in the address of a POST have a warning', async () => {
    const { send, bearer } = await open()
    const path = '/rest/search/v2?organizationId=emulator&q=vpn'
    const { json } = await send(path, { bearer, body: {} })
    expect(json.warnings).toEqual(['The emulator ignores q in the address of this POST.'])
  })
})
