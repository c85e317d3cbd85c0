import {
  buildAutomaticFacetGenerator,
  buildFoldedResultList,
  buildGeneratedAnswer,
  buildNotifyTrigger,
  buildRedirectionTrigger,
  buildSearchBox,
  buildSearchEngine,
  buildSmartSnippet,
  loadQueryActions,
  type SearchEngine,
} from '@coveo/headless'
import { buildCaseAssistEngine, buildCaseInput, buildDocumentSuggestionList } from '@coveo/headless/case-assist'
import { buildCommerceEngine, buildSearch } from '@coveo/headless/commerce'
import {
  buildInsightEngine,
  buildInsightInterface,
  buildResultList as buildInsightResults,
} from '@coveo/headless/insight'
import { buildRecommendationEngine, buildRecommendationList } from '@coveo/headless/recommendation'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { emulatorHandler } from '../index.ts'
import { responseTo } from '../testing/response-to.test.support.ts'
import { until } from '../testing/until.test.support.ts'

const thread = (id: string, position: number) => ({
  id,
  title: `Message ${id} of the thread`,
  body: 'A message about escalation.',
  clickUri: `https://mail.example.com/${id}`,
  source: 'Mail',
  date: '2026-01-01',
  allowed: ['Everyone'],
  foldingcollection: 'thread',
  foldingchild: [id],
  position,
})

const documents = [
  thread('a', 1),
  { ...thread('b', 2), foldingparent: 'a' },
  { ...thread('c', 3), foldingcollection: 'other' },
]

const pipeline = {
  triggers: [
    { query: 'contact', type: 'redirect' as const, content: 'https://www.example.com/contact' },
    { query: 'contact', type: 'notify' as const, content: 'Call us.' },
  ],
  smartSnippets: [{ query: 'escalation', heading: 'How to escalate', snippet: 'Call the manager.', document: 'a' }],
}

beforeEach(() => void vi.stubEnv('NODE_ENV', 'production'))

/** Lets Headless call the hosts of the organization `acme`, which the emulator handles. */
async function open() {
  const { fetch, controls } = emulatorHandler({ organizationId: 'acme', documents, pipeline })
  vi.stubGlobal('fetch', fetch)
  onTestFinished(() => void vi.unstubAllEnvs())
  const origin = 'https://acme.org.coveo.com'
  const userIds = [{ name: 'anonymous', provider: 'Email Security Provider' }]
  const create = async (path: string, bearer: string, body: object) => {
    const headers = { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' }
    const response = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return ((await response.json()) as { token: string }).token
  }
  const accessToken = await create('/rest/search/v2/token', controls.apiKeys.authenticatedSearch, { userIds })
  const serviceToken = () =>
    create('/rest/organizations/acme/tokens', controls.adminToken, {
      body: {
        privileges: ['INSIGHT_PANEL_INTERFACE', 'INSIGHT_PANEL_DOCUMENTS']
          .map((targetDomain) => ({ owner: 'CUSTOMER_SERVICE', targetDomain, type: 'VIEW' }))
          .concat([{ owner: 'CUSTOMER_SERVICE', targetDomain: 'USE_CASE_ASSIST', type: 'ENABLE' }]),
      },
    })
  return { controls, accessToken, serviceToken }
}

const analytics = { enabled: false, analyticsMode: 'legacy' as const, trackingId: 'emulator' }
const shared = { organizationId: 'acme', analytics }
const loggerOptions = { level: 'silent' as const }

function buildSearchOn(accessToken: string): SearchEngine {
  return buildSearchEngine({ loggerOptions, configuration: { ...shared, accessToken } })
}

async function search(engine: SearchEngine, q: string): Promise<void> {
  const box = buildSearchBox(engine)
  box.updateText(q)
  await responseTo(engine, () => box.submit())
}

describe('Headless search engine on the hosts of an organization', { timeout: 60_000 }, () => {
  it('gets triggers and a smart snippet from the pipeline', async () => {
    const { accessToken } = await open()
    const engine = buildSearchOn(accessToken)
    const [redirect, notify, snippet] = [
      buildRedirectionTrigger(engine),
      buildNotifyTrigger(engine),
      buildSmartSnippet(engine),
    ]
    await search(engine, 'escalation')
    expect(snippet.state).toMatchObject({ answerFound: true, question: 'How to escalate', answer: 'Call the manager.' })
    await search(engine, 'contact')
    expect(redirect.state.redirectTo).toBe('https://www.example.com/contact')
    expect(notify.state.notifications).toEqual(['Call us.'])
  })

  it('folds results and generates automatic facets', async () => {
    const { accessToken } = await open()
    const engine = buildSearchOn(accessToken)
    const list = buildFoldedResultList(engine)
    const facets = buildAutomaticFacetGenerator(engine, { options: { desiredCount: 3 } })
    await search(engine, 'message')
    expect(list.state.results.map(({ children }) => children.length).sort()).toEqual([0, 1])
    expect(facets.state.automaticFacets.length).toBeGreaterThan(0)
  })

  it.each([false, true])('loads a whole folded collection, with enableQuerySyntax %j', async (enableQuerySyntax) => {
    const { accessToken } = await open()
    const engine = buildSearchOn(accessToken)
    engine.dispatch(loadQueryActions(engine).updateQuery({ enableQuerySyntax }))
    const list = buildFoldedResultList(engine, { options: { folding: { numberOfFoldedResults: 0 } } })
    await search(engine, 'escalation')
    const folded = () => list.state.results.find(({ result }) => result.raw.foldingcollection === 'thread')
    expect(folded()?.children).toHaveLength(0)
    list.loadCollection(folded() as NonNullable<ReturnType<typeof folded>>)
    await until(() => folded()?.children.length === 1)
    expect(folded()?.moreResultsAvailable).toBe(false)
  })

  it('streams generated text with citations', async () => {
    const { accessToken } = await open()
    const engine = buildSearchOn(accessToken)
    const generated = buildGeneratedAnswer(engine, { answerConfigurationId: 'any' })
    await search(engine, 'escalation')
    await until(() => generated.state.citations.length > 0 && !generated.state.isStreaming)
    expect(generated.state.answer).toContain('A message about escalation.')
    expect(generated.state.citations[0]?.uri).toMatch(/^https:\/\/mail\.example\.com/)
  })
})

describe('other Headless engines', { timeout: 60_000 }, () => {
  it('insight: reads the configuration and searches', async () => {
    const { serviceToken } = await open()
    const configuration = { ...shared, accessToken: await serviceToken(), insightId: 'any' }
    const engine = buildInsightEngine({ loggerOptions, configuration })
    const panel = buildInsightInterface(engine)
    const list = buildInsightResults(engine)
    panel.fetch()
    await until(() => panel.state.config)
    engine.executeFirstSearch()
    await until(() => list.state.firstSearchExecuted)
    expect(list.state.results).toHaveLength(3)
  })

  it('case assist: suggests documents', async () => {
    const { serviceToken } = await open()
    const configuration = { ...shared, accessToken: await serviceToken(), caseAssistId: 'any' }
    const engine = buildCaseAssistEngine({ loggerOptions, configuration })
    const list = buildDocumentSuggestionList(engine)
    buildCaseInput(engine, { options: { field: 'subject' } }).update('escalation')
    list.fetch()
    await until(() => !list.state.loading && list.state.documents.length > 0)
    expect(list.state.documents[0]?.title).toContain('of the thread')
  })

  it('recommendation: lists results of the index', async () => {
    const { accessToken, controls } = await open()
    const engine = buildRecommendationEngine({ loggerOptions, configuration: { ...shared, accessToken } })
    const list = buildRecommendationList(engine, { options: { id: 'home', numberOfRecommendations: 2 } })
    list.refresh()
    await until(() => list.state.recommendations.length > 0)
    expect(list.state.recommendations).toHaveLength(2)
    expect(controls.requests.at(-1)?.body).toMatchObject({ recommendation: 'home' })
  })

  it('commerce: shows that it is not emulated, and stops loading', async () => {
    const { accessToken } = await open()
    const context = {
      language: 'en',
      country: 'US',
      currency: 'USD' as const,
      view: { url: 'https://shop.example.com' },
    }
    const configuration = {
      organizationId: 'acme',
      analytics: { enabled: false, trackingId: 'emulator' },
      accessToken,
      context,
    }
    const engine = buildCommerceEngine({ loggerOptions, configuration })
    const shop = buildSearch(engine)
    shop.executeFirstSearch()
    await until(() => shop.state.error)
    expect(shop.state.isLoading).toBe(false)
    expect(shop.state.error).toMatchObject({ statusCode: 422, message: expect.stringContaining('is not emulated') })
  })
})
