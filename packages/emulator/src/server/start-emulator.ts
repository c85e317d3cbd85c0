import { analyticsRoutes } from '../analytics/analytics-routes.ts'
import { type ApiKeys, createApiKeys } from '../authorization/api-keys.ts'
import { createAuthenticator } from '../authorization/authenticator.ts'
import { mintRoutes } from '../authorization/mint-routes.ts'
import { privilegeRoutes } from '../authorization/privilege-routes.ts'
import { createRevocations } from '../authorization/revocations.ts'
import { createSigningKeys } from '../authorization/signing-keys.ts'
import { createTokenMint } from '../authorization/token-mint.ts'
import { createTokenReader } from '../authorization/token-reader.ts'
import { createEmulatorClock, type EmulatorClock } from '../clock/emulator-clock.ts'
import { controlRouter } from '../control/control-router.ts'
import { createEmulatorControls, type EmulatorControls } from '../control/emulator-controls.ts'
import { createSettingsStore, type SettingsStore } from '../control/settings.ts'
import { builtInDocuments } from '../documents/built-in-documents.ts'
import { createDirectory } from '../documents/directory.ts'
import { createFaultBook, type FaultBook } from '../faults/fault-book.ts'
import { playFaults } from '../faults/play-faults.ts'
import { createTokenSpoiler } from '../faults/spoil-token.ts'
import { showOverview } from '../overview/show-overview.ts'
import { createRequestLog, type RecordedRequest } from '../requests/request-log.ts'
import { parseExpression } from '../search/expression.ts'
import { createSearchIndex } from '../search/search-index.ts'
import { searchRoutes } from '../search/search-routes.ts'
import { createApplication } from './application.ts'
import { checkOptions, type EmulatorOptions } from './emulator-options.ts'
import { listen } from './listen.ts'
import { recordRequest } from './record-request.ts'

/** A running emulator. */
export interface Emulator {
  /** Base URL for every call, without a slash at the end. */
  readonly url: string
  readonly organizationId: string
  readonly apiKeys: ApiKeys
  readonly clock: EmulatorClock
  readonly settings: SettingsStore
  readonly faults: FaultBook
  /** The newest 10 000 requests, oldest first, without keys and tokens; a copy. */
  readonly requests: readonly RecordedRequest[]
  /** From now on this token, or API key, is refused with 401; returns its fingerprint. */
  revoke(token: string): string
  clearRequests(): void
  /** Clock, settings, faults, revocations and request log as they were at the start; keys and tokens stay. */
  reset: EmulatorControls['reset']
  state: EmulatorControls['state']
  /** Ends every connection and frees the port. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts a local Coveo: token, privilege, search and analytics calls on one port.
 * Throws a `TypeError` for options that are wrong, and the system's error when the port is taken (`EADDRINUSE`).
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const checked = checkOptions(options)
  const { organizationId = 'emulator', host = '127.0.0.1', port = 0, documents = builtInDocuments() } = checked
  const apiKeys = createApiKeys(checked.apiKeys as Partial<ApiKeys>)
  const clock = createEmulatorClock(checked.now)
  const settings = createSettingsStore(checked.settings as Partial<ReturnType<SettingsStore['get']>>)
  const faults = createFaultBook()
  const log = createRequestLog()
  const revocations = createRevocations()
  const stopping = new AbortController()
  const keys = await createSigningKeys()
  const directory = createDirectory(checked.groups)
  const index = createSearchIndex(documents)
  const readToken = createTokenReader({ keys, clock })
  const authenticator = createAuthenticator({ organizationId, apiKeys, revocations, readToken, settings: settings.get })
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
  const shared = { organizationId, authenticator, settings: settings.get }
  const application = createApplication({
    routes: [
      ...mintRoutes({
        ...shared,
        mint: createTokenMint({ organizationId, keys, clock }),
        checkFilter: (filter) => void parseExpression(filter),
      }),
      ...privilegeRoutes({ ...shared, certificates: keys.certificates }),
      ...searchRoutes({ ...shared, index, directory }),
      ...analyticsRoutes(shared),
    ],
    clock,
    record: recordRequest({ log, clock, apiKeys }),
    playFaults: playFaults({ faults, clock, stopping: stopping.signal }),
    spoilToken: createTokenSpoiler({ keys, clock }),
    control: controlRouter(controls),
    overview: showOverview(controls),
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
