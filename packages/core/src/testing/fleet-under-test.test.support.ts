import type { SharedOptions } from '../issuing/fleet/shared-options.ts'
import type { SharedStore } from '../issuing/fleet/shared-store.ts'
import type { Grant } from '../issuing/grant.ts'
import type { TokenEvent, TokenEventListener } from '../issuing/token-event.ts'
import type { TokenIssuer } from '../issuing/token-issuer-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeCoveo, type FakeCoveo } from './fake-coveo.ts'
import { issuerUnderTest } from './issuer-under-test.test.support.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { stubWebCrypto } from './stub-web-crypto.test.support.ts'

export const fleetSecret = 'a secret of the fleet, long enough for that'

export interface FleetUnderTest {
  /** One issuer for each instance. */
  readonly fleet: readonly TokenIssuer<string>[]
  readonly clock: FakeClock
  readonly coveo: FakeCoveo
  /** The store itself, without the faults. */
  readonly store: MemoryStore
  readonly faults: StoreFaults
  /** Events of all instances, unless there is another listener. */
  readonly events: TokenEvent[]
  /** Errors that `shared.onError` received on any instance. */
  readonly errors: TokenError[]
  /** Creates another instance. */
  join(shared?: Partial<SharedOptions>, now?: () => number, grant?: (email: string) => Grant): TokenIssuer<string>
}

export interface StoreFaults {
  /** The behaviour of every call. */
  mode: 'none' | 'failing' | 'hanging'
  /** The message of a failing store. */
  message: string
  /** Number of calls. */
  steps: number
  /** Time that passed while every process was frozen, in milliseconds: no timer fired. */
  frozenMs: number
}

/** Instances that share a store, on one clock and with one Coveo. */
export function fleetUnderTest(instances: number, listener?: TokenEventListener): FleetUnderTest {
  stubWebCrypto()
  const clock = createFakeClock()
  const coveo = createFakeCoveo()
  const now = () => clock.now() + faults.frozenMs
  const store = createMemoryStore({ now })
  const faults: StoreFaults = { mode: 'none', message: 'connection refused', steps: 0, frozenMs: 0 }
  const events: TokenEvent[] = []
  const errors: TokenError[] = []

  function join(
    shared: Partial<SharedOptions> = {},
    ownNow = now,
    grant?: (email: string) => Grant,
  ): TokenIssuer<string> {
    const options = {
      store: faulty(store, faults),
      secret: fleetSecret,
      onError: (error: TokenError) => errors.push(error),
    }
    const onEvent = listener ?? ((event: TokenEvent) => events.push(event))
    return issuerUnderTest({
      coveo,
      now: ownNow,
      timers: clock,
      onEvent,
      ...(grant && { grant }),
      shared: { ...options, ...shared },
    }).tokens
  }

  return { fleet: Array.from({ length: instances }, () => join()), clock, coveo, store, faults, events, errors, join }
}

function faulty(store: SharedStore, faults: StoreFaults): SharedStore {
  function step<Result>(work: () => Promise<Result>): Promise<Result> {
    faults.steps++
    if (faults.mode === 'hanging') return new Promise(() => {})
    return faults.mode === 'failing' ? Promise.reject(new Error(faults.message)) : work()
  }
  return {
    read: (name) => step(() => store.read(name)),
    acquireLease: (name, lease) => step(() => store.acquireLease(name, lease)),
    publish: (name, publication) => step(() => store.publish(name, publication)),
    releaseLease: (name, owner) => step(() => store.releaseLease(name, owner)),
    deleteIfEqual: (name, value) => step(() => store.deleteIfEqual(name, value)),
    invalidate: (name) => step(() => store.invalidate(name)),
  }
}
