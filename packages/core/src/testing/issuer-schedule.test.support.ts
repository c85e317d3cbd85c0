import type { SharedStore } from '../issuing/fleet/shared-store.ts'
import { searchGrant } from '../issuing/grant.ts'
import { createTokenIssuer } from '../issuing/token-issuer.ts'
import type { TokenIssuer } from '../issuing/token-issuer-contract.ts'
import { delay } from '../shared/delay.ts'
import { tokenError } from '../shared/error-table.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { Timers } from '../shared/timers.ts'
import { isTokenError } from '../shared/token-error.ts'
import { createFakeClock } from './fake-clock.ts'
import { createFakeCoveo } from './fake-coveo.ts'
import { createMemoryStore } from './memory-store.ts'

export const scheduleUsers = ['alice', 'bob', 'carol'] as const

/** One step of a schedule. `pick` chooses among the things that exist by then. */
export type ScheduleStep =
  | { do: 'issue'; instance: number; user: string; minRemainingMs: number | undefined }
  | { do: 'invalidate'; instance: number; user: string }
  | { do: 'report'; instance: number; user: string; pick: number }
  | { do: 'settle'; pick: number; outcome: 'mints' | 'is down' | 'refuses' }
  | { do: 'wait'; ms: number }
  | { do: 'freeze'; ms: number }
  | { do: 'turn'; turns: number }
  | { do: 'close'; instance: number }

export interface ScheduleOptions {
  /** With two, they share a store. */
  instances: 1 | 2
  /** The fate of each call of the store; the list starts again after its end. Default: each works. */
  storeCalls?: readonly StoreCallFate[] | undefined
  /** Replaces an issuer, to plant a fault. */
  plant?: ((issuer: TokenIssuer<string>, store: SharedStore) => TokenIssuer<string>) | undefined
}

/** A call is lost before or after it took effect. A silent one is lost only after 700 ms, which is longer than the store may take. */
export type StoreCallFate = 'works' | 'is lost before' | 'is lost after' | 'is silent'

interface PendingMint {
  readonly user: string
  readonly settle: (outcome: 'mints' | 'is down' | 'refuses') => void
}

const lifetimeMs = 900_000

/** Runs one schedule, with every mint held back until a step settles it, and returns what must not happen. */
export async function runSchedule(script: readonly ScheduleStep[], options: ScheduleOptions): Promise<string[]> {
  const violations = new Set<string>()
  const clock = createFakeClock()
  let frozenMs = 0
  let handedOutAt: number | undefined
  let requests = 0
  let reports = 0
  let sequence = 0
  const now = () => clock.now() + frozenMs
  const isEverFrozen = script.some((step) => step.do === 'freeze')

  const minted = new Map<string, { user: string; startedAt: number; endsAt: number }>()
  const pending: PendingMint[] = []
  const inFlight = new Map<string, number>()
  const coveo = createFakeCoveo({
    respond: ({ grant, number, signal }) => {
      const user = grant.userIds?.[0]?.name ?? ''
      const startedAt = ++sequence
      let isOver = false
      count(user, 1)
      function end(): void {
        if (!isOver) count(user, -1)
        isOver = true
      }
      signal?.addEventListener('abort', end)
      return new Promise((resolve, reject) => {
        function settle(outcome: 'mints' | 'is down' | 'refuses'): void {
          end()
          if (outcome === 'is down') reject(tokenError('coveo-server-error', 'Coveo is down.'))
          else if (outcome === 'refuses') reject(tokenError('coveo-refused', 'Coveo refused.', { status: 403 }))
          else {
            const token = `${user}#${number}`
            minted.set(token, { user, startedAt, endsAt: now() + lifetimeMs })
            resolve({ token, remainingMs: lifetimeMs, lifetimeMs })
          }
        }
        pending.push({ user, settle })
      })
    },
  })

  function count(user: string, by: number): void {
    const next = (inFlight.get(user) ?? 0) + by
    inFlight.set(user, next)
    // After a freeze the mint before it counts as lost; without the store, each instance mints for itself.
    if (next > 1 && !isEverFrozen && !options.storeCalls) violations.add('two mints in flight for one user')
  }

  const memory = createMemoryStore({ now })
  const store = slowStore(
    options.storeCalls ? faultyStore(memory, { fates: options.storeCalls, timers: clock }) : memory,
  )
  const issuers = Array.from({ length: options.instances }, () => {
    const issuer = createTokenIssuer<string>({
      coveo,
      now,
      timers: clock,
      random: () => 0.5,
      lifetimeMs,
      maxEntries: 8,
      maxRejections: 50,
      onEvent: ({ type }) => {
        if (type === 'issued' || type === 'failed') reports++
      },
      grant: (user) => searchGrant({ userIds: [{ name: user, provider: 'P' }] }),
      shared: options.instances === 1 ? undefined : { store, secret: 's'.repeat(32), onError: () => {} },
    })
    return {
      tokens: options.plant?.(issuer, store) ?? issuer,
      isClosed: false,
      invalidated: new Map<string, number>(),
      dropped: new Map<string, number>(),
    }
  })
  const waits: Promise<unknown>[] = []

  function issue({ instance, user, minRemainingMs }: Extract<ScheduleStep, { do: 'issue' }>): void {
    const issuer = issuers[instance % issuers.length]
    if (!issuer) return
    const { tokens, isClosed, invalidated, dropped } = issuer
    requests++
    const calledAt = ++sequence
    const oldestMint = invalidated.get(user) ?? 0
    function check({ token }: { token: string }): void {
      const facts = minted.get(token)
      if (facts?.user !== user) violations.add('token of another user')
      if (!facts) return
      if (isClosed) violations.add('token after close')
      if (facts.endsAt <= (handedOutAt ?? now())) violations.add('expired token')
      if (facts.startedAt < oldestMint) violations.add('token from before invalidate')
      if ((dropped.get(token) ?? Number.POSITIVE_INFINITY) < calledAt) violations.add('rejected token')
    }
    function checkError(error: unknown): void {
      if (!isTokenError(error)) violations.add(`error ${error}`)
    }
    waits.push(tokens.issue(user, { minRemainingMs }).then(check, checkError))
    if (isClosed && tokens.peek(user)) violations.add('peek after close')
  }

  async function turns(amount: number): Promise<void> {
    for (let turn = 0; turn < amount; turn++) await undefined
  }

  async function run(step: ScheduleStep): Promise<void> {
    if (step.do === 'issue') return issue(step)
    if (step.do === 'wait') return clock.advance(step.ms)
    if (step.do === 'turn') return turns(step.turns)
    if (step.do === 'settle') return pending.splice(step.pick % Math.max(1, pending.length), 1)[0]?.settle(step.outcome)
    if (step.do === 'freeze') {
      // A result that was handed out just before the freeze is on its way to the caller.
      handedOutAt = now()
      frozenMs += step.ms
      await turns(6)
      handedOutAt = undefined
      return
    }
    const issuer = issuers[step.instance % issuers.length]
    if (!issuer) return
    if (step.do === 'close') {
      issuer.isClosed = true
      waits.push(issuer.tokens.close())
    } else if (step.do === 'invalidate') {
      const calledAt = ++sequence
      waits.push(issuer.tokens.invalidate(step.user).then(() => issuer.invalidated.set(step.user, calledAt), ignore))
    } else {
      const own = [...minted].filter(([, { user }]) => user === step.user)
      const [token] = own[step.pick % Math.max(1, own.length)] ?? []
      if (token === undefined) return
      const report = issuer.tokens.reportRejected(step.user, fingerprint(token))
      waits.push(report.then(({ outcome }) => outcome === 'dropped' && issuer.dropped.set(token, ++sequence), ignore))
    }
  }

  for (const step of script) await run(step)
  let isOver = false
  void Promise.all(waits).then(() => {
    isOver = true
  })
  for (let seconds = 0; seconds < 90 && !isOver; seconds++) {
    for (const mint of pending.splice(0)) mint.settle('mints')
    await clock.advance(1_000)
  }
  if (!isOver) violations.add('a wait that never ends')
  if (isOver && !options.plant && reports !== requests) violations.add('a request without exactly one event')
  for (const { tokens } of issuers) {
    const closing = tokens.close()
    await clock.advance(2_000)
    await closing
  }
  return [...violations]
}

/** A store whose calls and responses travel for a few turns, a different number each time. */
function slowStore(store: SharedStore): SharedStore {
  let calls = 0
  async function travel<Result>(call: () => Promise<Result>): Promise<Result> {
    const turns = (calls++ * 7) % 5
    for (let turn = 0; turn < turns; turn++) await undefined
    const result = await call()
    for (let turn = 0; turn < turns; turn++) await undefined
    return result
  }
  return {
    read: (name) => travel(() => store.read(name)),
    acquireLease: (name, lease) => travel(() => store.acquireLease(name, lease)),
    publish: (name, publication) => travel(() => store.publish(name, publication)),
    releaseLease: (name, owner) => travel(() => store.releaseLease(name, owner)),
    deleteIfEqual: (name, value) => travel(() => store.deleteIfEqual(name, value)),
    invalidate: (name) => travel(() => store.invalidate(name)),
  }
}

/** A store that loses calls. */
function faultyStore(
  store: SharedStore,
  { fates, timers }: { fates: readonly StoreCallFate[]; timers: Timers },
): SharedStore {
  let calls = 0
  async function lose<Result>(call: () => Promise<Result>): Promise<Result> {
    const fate = fates[calls++ % Math.max(1, fates.length)] ?? 'works'
    if (fate === 'works') return call()
    if (fate === 'is lost after') await call()
    if (fate === 'is silent') await delay(700, { timers })
    throw new Error('The connection to the store was lost.')
  }
  return {
    read: (name) => lose(() => store.read(name)),
    acquireLease: (name, lease) => lose(() => store.acquireLease(name, lease)),
    publish: (name, publication) => lose(() => store.publish(name, publication)),
    releaseLease: (name, owner) => lose(() => store.releaseLease(name, owner)),
    deleteIfEqual: (name, value) => lose(() => store.deleteIfEqual(name, value)),
    invalidate: (name) => lose(() => store.invalidate(name)),
  }
}

function ignore(): void {}
