import { analyticsRoutes } from '../analytics/analytics-routes.ts'
import { type ApiKeys, createApiKeys } from '../authorization/api-keys.ts'
import { createAuthenticator } from '../authorization/authenticator.ts'
import { platformTokenRoute } from '../authorization/platform-token-route.ts'
import { privilegeRoutes } from '../authorization/privilege-routes.ts'
import { createRevocations } from '../authorization/revocations.ts'
import { searchTokenRoutes } from '../authorization/search-token-route.ts'
import { createSigningKeys } from '../authorization/signing-keys.ts'
import { createTokenSigner } from '../authorization/token-signer.ts'
import { createTokenVerifier } from '../authorization/token-verifier.ts'
import { createEmulatorClock, type EmulatorClock } from '../clock/emulator-clock.ts'
import { controlRouter } from '../control/control-router.ts'
import { createEmulatorControls, type EmulatorControls } from '../control/emulator-controls.ts'
import { createSettingsStore, type SettingsStore } from '../control/settings.ts'
import { builtInDocuments } from '../documents/built-in-documents.ts'
import { createDirectory } from '../documents/directory.ts'
import { applyFaults } from '../faults/apply-faults.ts'
import { createTokenCorrupter } from '../faults/corrupt-token.ts'
import { createFaultRegistry, type FaultRegistry } from '../faults/fault-registry.ts'
import { overviewHandler } from '../overview/overview-handler.ts'
import { recordRequest } from '../requests/record-request.ts'
import { createRequestLog, type RecordedRequest } from '../requests/request-log.ts'
import { parseExpression } from '../search/expression.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { searchRoutes } from '../search/search-routes.ts'
import { createApplication } from './application.ts'
import { checkOptions, type EmulatorOptions } from './emulator-options.ts'
import { listen } from './listen.ts'

/** A running emulator. */
export interface Emulator {
  /** Base URL for every call, without a slash at the end. */
  readonly url: string
  readonly organizationId: string
  readonly apiKeys: ApiKeys
  readonly clock: EmulatorClock
  readonly settings: SettingsStore
  readonly faults: FaultRegistry
  /** A copy of the newest 10 000 requests, oldest first, without keys and tokens. */
  readonly requests: readonly RecordedRequest[]
  /** Rejects this token or API key with 401 from now on. Returns its fingerprint. */
  revoke(token: string): string
  clearRequests(): void
  /** Restores clock, settings, faults, revocations and request log. Keys and tokens stay valid. */
  reset: EmulatorControls['reset']
  state: EmulatorControls['state']
  /** Closes every connection and frees the port. Idempotent. */
  stop(): Promise<void>
}

/**
 * Starts a local Coveo: token, privilege, search and analytics routes on one port.
 * Rejects with a `TypeError` for invalid options, and with the system error for a port in use (`EADDRINUSE`).
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const checked = checkOptions(options)
  const { organizationId = 'emulator', host = '127.0.0.1', port = 0, documents = builtInDocuments() } = checked
  const apiKeys = createApiKeys(checked.apiKeys as Partial<ApiKeys>)
  const clock = createEmulatorClock(checked.now)
  const settings = createSettingsStore(checked.settings as Partial<ReturnType<SettingsStore['get']>>)
  const faults = createFaultRegistry()
  const log = createRequestLog()
  const revocations = createRevocations()
  const stopping = new AbortController()
  const keys = await createSigningKeys()
  const directory = createDirectory(checked.groups)
  const index = createSearchIndex(documents)
  const verifyToken = createTokenVerifier({ keys, clock })
  const authenticator = createAuthenticator({
    organizationId,
    apiKeys,
    revocations,
    verifyToken,
    settings: settings.get,
  })
  const controls = createEmulatorControls({
    organizationId,
    apiKeys,
    documents: index.size,
    clock,
    settings,
    faults,
    log,
    revocations,
  })
  const signer = createTokenSigner({ organizationId, keys, clock })
  const shared = { organizationId, authenticator, settings: settings.get }
  const application = createApplication({
    routes: [
      ...searchTokenRoutes({ ...shared, signer, checkFilter: (filter) => void parseExpression(filter) }),
      platformTokenRoute({ ...shared, signer }),
      ...privilegeRoutes({ ...shared, certificates: keys.certificates }),
      ...searchRoutes({ ...shared, index, directory }),
      ...analyticsRoutes(shared),
    ],
    clock,
    record: recordRequest({ log, clock, apiKeys }),
    applyFaults: applyFaults({ faults, clock, stopping: stopping.signal }),
    corruptToken: createTokenCorrupter({ keys, clock }),
    control: controlRouter(controls),
    overview: overviewHandler(controls),
  })
  const { url, close } = await listen(application, { host, port })

  return {
    url,
    organizationId,
    apiKeys,
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
    async stop() {
      stopping.abort()
      await close()
    },
  }
}
