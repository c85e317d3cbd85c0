import * as search3 from '@coveo/headless'
import * as caseAssist3 from '@coveo/headless/case-assist'
import * as commerce3 from '@coveo/headless/commerce'
import * as insight3 from '@coveo/headless/insight'
import * as recommendation3 from '@coveo/headless/recommendation'
import * as search4 from 'headless4'
import * as caseAssist4 from 'headless4/case-assist'
import * as commerce4 from 'headless4/commerce'
import * as insight4 from 'headless4/insight'
import * as recommendation4 from 'headless4/recommendation'
import type { AnyEngine } from './any-engine.ts'

/** One of Headless's engines in one version, and what a page does with it. */
export interface EngineKind {
  readonly name: string
  readonly build: (access: object, environment?: 'hipaa') => AnyEngine
  /** Sends a request to Coveo, another one at each call. */
  readonly act: (engine: AnyEngine) => void
  /** The error that the engine shows to its controllers. */
  readonly error: (engine: AnyEngine) => unknown
}

interface EngineModules {
  search: typeof search3
  insight: typeof insight3
  recommendation: typeof recommendation3
  caseAssist: typeof caseAssist3
  commerce: typeof commerce3
}

const loggerOptions = { level: 'silent' } as const
const analytics = { enabled: false, analyticsMode: 'legacy' } as const
const context = { language: 'en', country: 'US', currency: 'USD', view: { url: 'https://shop.test/' } } as const

let actions = 0

function kindsOf(version: string, modules: EngineModules): EngineKind[] {
  const { search, insight, recommendation, caseAssist, commerce } = modules
  function kind<Engine extends AnyEngine>(
    name: string,
    build: (configuration: never) => Engine,
    act: (engine: Engine) => void,
    error: (engine: Engine) => unknown,
  ): EngineKind {
    return {
      name: `${name} ${version}`,
      build: (access, environment) =>
        build({ organizationId: 'acme', ...(environment && { environment }), ...access } as never),
      act: (engine) => act(engine as Engine),
      error: (engine) => error(engine as Engine),
    }
  }
  return [
    kind(
      'search',
      (access: search3.SearchEngineConfiguration) =>
        search.buildSearchEngine({ configuration: { ...access, analytics }, loggerOptions }),
      (engine) => {
        const box = search.buildSearchBox(engine)
        box.updateText(`action ${++actions}`)
        box.submit()
      },
      (engine) => engine.state.search.error,
    ),
    kind(
      'insight',
      (access: insight3.InsightEngineConfiguration) =>
        insight.buildInsightEngine({ configuration: { ...access, insightId: 'i', analytics }, loggerOptions }),
      (engine) => insight.buildInsightInterface(engine).fetch(),
      (engine) => engine.state.insightInterface?.error,
    ),
    kind(
      'recommendation',
      (access: recommendation3.RecommendationEngineConfiguration) =>
        recommendation.buildRecommendationEngine({ configuration: { ...access, analytics }, loggerOptions }),
      (engine) => recommendation.buildRecommendationList(engine).refresh(),
      (engine) => engine.state.recommendation.error,
    ),
    kind(
      'case assist',
      (access: caseAssist3.CaseAssistEngineConfiguration) =>
        caseAssist.buildCaseAssistEngine({ configuration: { ...access, caseAssistId: 'c', analytics }, loggerOptions }),
      (engine) => {
        const input = caseAssist.buildCaseInput(engine, { options: { field: 'subject' } })
        input.update(`action ${++actions}`, { caseClassifications: true })
      },
      (engine) => engine.state.caseField?.status?.error,
    ),
    kind(
      'commerce',
      (access: commerce3.CommerceEngineConfiguration) =>
        commerce.buildCommerceEngine({
          configuration: { ...access, analytics: { enabled: false, trackingId: 'shop' }, context },
          loggerOptions,
        }),
      (engine) => {
        const box = commerce.buildSearchBox(engine, { options: { id: 'box' } })
        box.updateText(`action ${++actions}`)
        box.submit()
      },
      (engine) => {
        const key = Object.getOwnPropertySymbols(engine)[0] ?? Symbol.for('coveo-headless-internal-state')
        return (engine as unknown as Record<symbol, { commerceSearch?: { error: unknown } }>)[key]?.commerceSearch
          ?.error
      },
    ),
  ]
}

export const engineKinds: EngineKind[] = [
  ...kindsOf('3.50.1', {
    search: search3,
    insight: insight3,
    recommendation: recommendation3,
    caseAssist: caseAssist3,
    commerce: commerce3,
  }),
  ...kindsOf('4.0.0', {
    search: search4,
    insight: insight4,
    recommendation: recommendation4,
    caseAssist: caseAssist4,
    commerce: commerce4,
  } as unknown as EngineModules),
]
