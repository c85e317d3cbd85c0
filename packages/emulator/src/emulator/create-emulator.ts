import { analyticsRoutes } from '../analytics/analytics-routes.ts'
import { answerRoutes } from '../answers/answer-routes.ts'
import { createApiHandler } from '../api/api-handler.ts'
import { apiKeyRoutes } from '../authorization/api-key-routes.ts'
import { createApiKeyStore } from '../authorization/api-key-store.ts'
import { apiKeyTemplateRoutes } from '../authorization/api-key-template-routes.ts'
import { type ApiKeys, createApiKeys } from '../authorization/api-keys.ts'
import { createAuthenticator } from '../authorization/authenticator.ts'
import { platformTokenRoute } from '../authorization/platform-token-route.ts'
import { privilegeRoutes } from '../authorization/privilege-routes.ts'
import { requireRegion } from '../authorization/require-region.ts'
import { searchTokenRoutes } from '../authorization/search-token-route.ts'
import { createTokenSigner } from '../authorization/token-signer.ts'
import { createTokenVerifier } from '../authorization/token-verifier.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { createControlHandler } from '../control/control-handler.ts'
import { createEmulatorControls, type EmulatorControls } from '../control/emulator-controls.ts'
import { createSettingsStore, type SettingsStore } from '../control/settings.ts'
import { createControlRoomHandler } from '../control-room/control-room-handler.ts'
import { builtInDocuments } from '../documents/built-in-documents.ts'
import { accessThrough, createDirectory, emailProvider } from '../documents/directory.ts'
import { createTokenCorrupter } from '../faults/corrupt-token.ts'
import type { FaultRegistry } from '../faults/fault-registry.ts'
import type { RecordedRequest } from '../requests/request-log.ts'
import { createRequestRecorder } from '../requests/request-recorder.ts'
import { createCallerCorpus } from '../search/caller-corpus.ts'
import { evaluate } from '../search/evaluate-expression.ts'
import { parseExpression } from '../search/parse-expression.ts'
import { pipelineSchema } from '../search/pipeline.ts'
import { uniqueIdOf } from '../search/result.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { searchRoutes } from '../search/search-routes.ts'
import { caseAssistRoutes } from '../service/case-assist-routes.ts'
import { insightRoutes } from '../service/insight-routes.ts'
import { type Application, createApplication } from './application.ts'
import type { CheckedOptions } from './emulator-options.ts'
import type { EmulatorRuntime } from './emulator-runtime.ts'

/** The controls of an emulator, with or without a server. */
export interface EmulatorCore {
  readonly organizationId: string
  readonly apiKeys: ApiKeys
  /** OAuth token of an administrator: may create, list and delete API keys. */
  readonly adminToken: string
  readonly clock: EmulatorClock
  readonly settings: SettingsStore
  readonly faults: FaultRegistry
  /** A copy of the newest requests, oldest first, without keys and tokens: at most 10 000, and 32 MB. */
  readonly requests: readonly RecordedRequest[]
  /** Rejects this token or API key with 401 from now on. Returns its fingerprint. */
  revoke(token: string): string
  clearRequests(): void
  /** Restores clock, settings, faults, revocations and request log. Keys and tokens stay valid. */
  reset: EmulatorControls['reset']
  state: EmulatorControls['state']
}

/** Creates an emulator: its controls, and the application that handles requests. */
export function createEmulator(
  options: CheckedOptions,
  runtime: EmulatorRuntime,
): { core: EmulatorCore; application: Application } {
  const {
    organizationId = 'emulator',
    documents = builtInDocuments(),
    adminToken = `x${crypto.randomUUID()}`,
  } = options
  const apiKeys = createApiKeys(options.apiKeys as Partial<ApiKeys>)
  const { keys, clock, faults, log, revocations, changeListeners } = runtime
  const settings = createSettingsStore(options.settings as Partial<ReturnType<SettingsStore['get']>>)
  const directory = createDirectory(options.groups)
  const index = createSearchIndex(documents)
  const keyStore = createApiKeyStore({ apiKeys, clock, settings: settings.get })
  const verifyToken = createTokenVerifier({ keys, clock })
  const authenticator = createAuthenticator({
    organizationId,
    apiKeys: keyStore,
    adminToken,
    revocations,
    verifyToken,
    settings: settings.get,
  })
  const signer = createTokenSigner({ organizationId, keys, clock })
  const controls = createEmulatorControls({
    organizationId,
    apiKeys,
    documents: index.size,
    clock,
    settings,
    faults,
    log,
    revocations,
    keyStore,
    changeListeners,
    explainAccess({ document: id, user: name }) {
      const entry = index.all().find(({ document }) => uniqueIdOf(document) === id)
      const names = directory.resolve([{ name, provider: emailProvider, type: 'User' }])
      return entry && accessThrough(entry.document.allowed, names)
    },
  })
  // Coveo creates a token for any filter. Syntax is checked early because its error is easier to find here.
  const checkFilter = (filter: string) =>
    void evaluate(parseExpression(filter), { index, entries: [], rejectsUnknownFields: false })
  const shared = { organizationId, authenticator, settings: settings.get }
  const corpusOf = createCallerCorpus({ index, directory, clock, settings: settings.get })
  const api = createApiHandler({
    checkRegion: (requested) => requireRegion({ host: requested, organizationId }, settings.get()),
    routes: [
      ...searchTokenRoutes({ ...shared, signer, checkFilter }),
      platformTokenRoute({ ...shared, signer }),
      ...privilegeRoutes({ ...shared, certificates: keys.certificates }),
      ...searchRoutes({ ...shared, index, corpusOf, rules: pipelineSchema.parse(options.pipeline ?? {}) }),
      ...answerRoutes({ ...shared, corpusOf }),
      ...apiKeyRoutes({ ...shared, apiKeys: keyStore, clock }),
      ...apiKeyTemplateRoutes(shared),
      ...insightRoutes({ ...shared, corpusOf }),
      ...caseAssistRoutes({ ...shared, corpusOf }),
      ...analyticsRoutes(shared),
    ],
    clock,
    faults,
    corruptToken: createTokenCorrupter({ keys, clock }),
    recorder: createRequestRecorder({ log, clock, apiKeys: keyStore }),
  })
  const application = createApplication({
    clock,
    api,
    control: createControlHandler(controls),
    controlRoom: createControlRoomHandler(controls),
  })
  const core: EmulatorCore = {
    organizationId,
    apiKeys,
    adminToken,
    clock,
    settings,
    faults,
    get requests() {
      return log.list()
    },
    revoke: controls.revoke,
    clearRequests: () => log.clear(),
    reset: controls.reset,
    state: controls.state,
  }
  return { core, application }
}
