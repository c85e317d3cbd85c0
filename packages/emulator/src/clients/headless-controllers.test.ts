import * as headless3 from '@coveo/headless'
import * as headless2 from 'headless2'
import * as headless4 from 'headless4'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { emulatorHandler, startEmulator } from '../index.ts'
import { controllerDocuments, controllerPipeline } from '../testing/controllers/controller-documents.test.support.ts'
import type { DriveContext, HeadlessModule } from '../testing/controllers/controller-drive.test.support.ts'
import { facetControllers } from '../testing/controllers/facet-controllers.test.support.ts'
import { pipelineControllers } from '../testing/controllers/pipeline-controllers.test.support.ts'
import { queryControllers } from '../testing/controllers/query-controllers.test.support.ts'
import { resultControllers } from '../testing/controllers/result-controllers.test.support.ts'
import { responseTo } from '../testing/response-to.test.support.ts'

const controllers = { ...facetControllers, ...pipelineControllers, ...queryControllers, ...resultControllers }

/** Values, engines, and controllers that send nothing but analytics events, which Headless sends in browsers only. */
const withoutRequests = [
  'buildController',
  'buildCriterionExpression',
  'buildDateRange',
  'buildDateSortCriterion',
  'buildFieldSortCriterion',
  'buildInteractiveCitation',
  'buildInteractiveGeneratedAnswerInlineLink',
  'buildInteractiveInstantResult',
  'buildInteractiveRecentResult',
  'buildInteractiveResult',
  'buildNoSortCriterion',
  'buildNumericRange',
  'buildQueryExpression',
  'buildQueryRankingExpressionSortCriterion',
  'buildRelevanceSortCriterion',
  'buildResultTemplatesManager',
  'buildSearchEngine',
  'buildSearchParameterSerializer',
  'buildStaticFilterValue',
]

const versions: Record<string, HeadlessModule> = {
  'Headless 2.80': headless2 as unknown as HeadlessModule,
  'Headless 3.50': headless3,
  'Headless 4.0': headless4 as unknown as HeadlessModule,
}

const options = { organizationId: 'acme', documents: controllerDocuments, pipeline: controllerPipeline }

/** Starts an emulator: a server for Headless 2.80, whose build for Node brings a fetch of its own. */
async function openEmulator(version: string) {
  if (version !== 'Headless 2.80') {
    const { fetch, controls } = emulatorHandler(options)
    vi.stubGlobal('fetch', fetch)
    return { url: 'https://acme.org.coveo.com', controls }
  }
  const emulator = await startEmulator(options)
  onTestFinished(() => emulator.stop())
  return { url: emulator.url, controls: emulator }
}

async function open(version: string): Promise<DriveContext> {
  const headless = versions[version] as HeadlessModule
  const { url, controls } = await openEmulator(version)
  const response = await fetch(`${url}/rest/search/v2/token?organizationId=acme`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${controls.apiKeys.authenticatedSearch}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ userIds: [{ name: 'anonymous', provider: 'Email Security Provider' }] }),
  })
  const { token: accessToken } = (await response.json()) as { token: string }
  const organizationEndpoints = { platform: url, search: `${url}/rest/search/v2`, analytics: url, admin: url }
  const engine = headless.buildSearchEngine({
    loggerOptions: { level: 'silent' },
    configuration: {
      organizationId: 'acme',
      accessToken,
      analytics: { enabled: false, analyticsMode: 'legacy' },
      ...(version === 'Headless 2.80' ? { organizationEndpoints } : {}),
    },
  })
  const respond = (act: () => void) => responseTo(engine, act)
  const box = headless.buildSearchBox(engine)
  const summary = headless.buildQuerySummary(engine)
  const list = headless.buildResultList(engine)
  const search = (q?: string) => {
    if (q === undefined) return respond(() => engine.executeFirstSearch())
    box.updateText(q)
    return respond(() => box.submit())
  }
  const [total, results] = [() => summary.state.total, () => list.state.results]
  return { headless, engine, controls, respond, search, total, results }
}

beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
})

describe.each(Object.keys(versions))('each controller of %s can be provoked', { timeout: 60_000 }, (version) => {
  it.each(Object.keys(controllers))('%s', async (name) => {
    const context = await open(version)
    await controllers[name]?.(context)
    const warnings = context.controls.requests.flatMap((request) => request.warnings)
    expect(warnings.filter((warning) => warning.includes('has no parameter'))).toEqual([])
  })

  it('has no other controllers', () => {
    const builders = Object.keys(versions[version] ?? {}).filter((name) => name.startsWith('build'))
    expect(builders.filter((name) => !(name in controllers) && !withoutRequests.includes(name))).toEqual([])
  })
})
