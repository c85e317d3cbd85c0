import type { MintedToken } from '../coveo/minted-token.ts'
import { emailIdentity, searchGrant } from '../issuing/grant.ts'
import { createTokenIssuer } from '../issuing/token-issuer.ts'
import type { TokenIssuer } from '../issuing/token-issuer-contract.ts'
import { createFakeCoveo } from './fake-coveo.ts'
import { fleetSecret } from './fleet-under-test.test.support.ts'
import {
  instances,
  type Order,
  type User,
  users,
  type World,
  type WorldOptions,
} from './fleet-world-contract.test.support.ts'
import { createHeldStore, type PendingCall } from './held-store.test.support.ts'
import { createMemoryStore } from './memory-store.ts'
import { createSteppedClock } from './stepped-clock.test.support.ts'

interface Mint {
  readonly user: User
  readonly lease: string | undefined
}

/** Longer than any lease, and than any token. */
const frozenMs = 3_700_000
const lifetimeMs = 3_600_000
const maxWaitMs = 120_000
/** Longer than an instance waits for the store. */
const stalledMs = 2_500
/** One tick runs the timers of so many milliseconds: more than the first pause of a caller that waits for another instance. */
const tickMs = 100

/** Three issuers that share a store. No call ends before an event lets it end. */
export function createWorld({ names, change = () => ({}), issuerOptions = () => ({}) }: WorldOptions): World {
  const clock = createSteppedClock()
  const pending: PendingCall[] = []
  const faults: string[] = []
  const mints = new Set<Mint>()
  const tokens = new Map<string, { user: User; startedAt: number; endsAt: number }>()
  const invalidatedAt = new Map<User, number>()
  const waiting = new Map<string, number>()
  const happened = new Map<string, number>()
  let isDown = false
  /** The instance whose calls of the store wait. */
  let stalled: number | undefined
  let sequence = 0
  const memory = createMemoryStore(clock)
  const { storeOf, leases, publishers } = createHeldStore({
    store: { ...memory, ...change(memory) },
    names,
    now: clock.now,
    pending,
    isDown: () => isDown,
  })
  const isCalm = () => !['lose', 'freeze', 'down', 'stall'].some((event) => happened.has(event))

  function mint(by: number, user: User, signal: AbortSignal | undefined): Promise<MintedToken> {
    const lease = leases.get(user)
    // While its calls of the store wait, an instance mints without a lease.
    const isCutOff = isDown || stalled === by
    const inFlight: Mint = { user, lease: !isCutOff && lease?.by === by ? lease.owner : undefined }
    const others = [...mints].filter((other) => other.user === user)
    if (isCalm() && others.length > 0) faults.push('two mints in flight for one user')
    if (inFlight.lease !== undefined && others.some((other) => other.lease === inFlight.lease)) {
      faults.push('two mints in flight under one lease')
    }
    mints.add(inFlight)
    const startedAt = ++sequence
    return new Promise((resolve, reject) => {
      const pendingMint: PendingCall = {
        by,
        kind: 'mint',
        user,
        async end(isLost) {
          if (isLost) return
          mints.delete(inFlight)
          const token = `${user}${by}-${startedAt}`
          tokens.set(token, { user, startedAt, endsAt: clock.now() + lifetimeMs })
          resolve({ token, remainingMs: lifetimeMs, lifetimeMs })
        },
      }
      pending.push(pendingMint)
      signal?.addEventListener('abort', () => {
        mints.delete(inFlight)
        if (pending.includes(pendingMint)) pending.splice(pending.indexOf(pendingMint), 1)
        reject(signal.reason)
      })
    })
  }

  const fleet = new Map<number, TokenIssuer<User>>()
  function issuerOf(by: number): TokenIssuer<User> {
    const issuer = fleet.get(by) ?? createInstance(by)
    fleet.set(by, issuer)
    return issuer
  }

  function createInstance(by: number): TokenIssuer<User> {
    return createTokenIssuer<User>({
      coveo: createFakeCoveo({
        respond: ({ grant, signal }) => mint(by, grant.userIds?.[0]?.name as User, signal),
      }),
      grant: (user) => searchGrant({ userIds: [emailIdentity(user)] }),
      now: clock.now,
      timers: clock,
      random: () => 0.5,
      shared: { store: storeOf(by), secret: fleetSecret, onError() {} },
      ...issuerOptions(clock),
    })
  }

  async function issue(by: number, user: User): Promise<void> {
    const notBefore = invalidatedAt.get(user) ?? 0
    const { token } = await issuerOf(by).issue(user)
    const known = tokens.get(token)
    if (known?.user !== user) faults.push("another user's token")
    else if (known.endsAt <= clock.now()) faults.push('an ended token')
    else if (known.startedAt < notBefore) faults.push('a token from before invalidate')
  }

  async function invalidate(by: number, user: User): Promise<void> {
    const startedAt = ++sequence
    await issuerOf(by).invalidate(user)
    invalidatedAt.set(user, Math.max(startedAt, invalidatedAt.get(user) ?? 0))
  }

  async function report(by: number, user: User): Promise<void> {
    const tokens = issuerOf(by)
    await tokens.reportRejected(user, tokens.peek(user)?.fingerprint ?? 'unknown')
  }

  const actions = { issue, invalidate, report }

  async function wait(label: string, work: Promise<void>): Promise<void> {
    waiting.set(label, (waiting.get(label) ?? 0) + 1)
    await work.catch(() => {})
    waiting.set(label, (waiting.get(label) ?? 1) - 1)
    if (waiting.get(label) === 0) waiting.delete(label)
  }

  function nextCall(by: number): number {
    return pending.findIndex((call) => call.by === by && (by !== stalled || call.kind === 'mint'))
  }

  function end(by: number, isLost: boolean): void {
    const index = nextCall(by)
    const [call] = index < 0 ? [] : pending.splice(index, 1)
    void call?.end(isLost)
  }

  async function drain(): Promise<void> {
    const until = clock.now() + maxWaitMs
    while (waiting.size > 0 && clock.now() < until && (pending.length > 0 || clock.pending > 0)) {
      const call = pending.shift()
      if (call) void call.end(false)
      else clock.runNext()
      await settle()
    }
  }

  /** Runs the next timer, and all others that are due within `ms`. */
  async function runTimers(ms: number): Promise<void> {
    const until = clock.now() + ms
    do {
      clock.runNext()
      await settle()
    } while (clock.now() + (clock.dueIn()[0] ?? maxWaitMs) <= until)
  }

  function sharedToken(user: User): string | undefined {
    return [...tokens.keys()].filter((token) => token.startsWith(`${user}${publishers.get(user)}-`)).at(-1)
  }

  function tokenState(token: string | undefined, user: User): string {
    const known = token === undefined ? undefined : tokens.get(token)
    if (known === undefined) return '-'
    const isOld = known.startedAt < (invalidatedAt.get(user) ?? 0)
    return `${token === sharedToken(user) ? 's' : 'o'}${known.endsAt <= clock.now() ? 'e' : ''}${isOld ? 'i' : ''}`
  }

  return {
    faults,
    canStep: (by) => nextCall(by) >= 0,
    isStalled: () => stalled !== undefined,
    hasTimers: () => clock.pending > 0,
    isWaiting: (by, user) => waiting.has(`issue ${by} ${user}`),
    holds: (by, user) => fleet.get(by)?.peek(user) !== undefined,
    async run(event) {
      happened.set(event.do, (happened.get(event.do) ?? 0) + 1)
      if ('user' in event) void wait(`${event.do} ${event.by} ${event.user}`, actions[event.do](event.by, event.user))
      else if (event.do === 'stall') {
        stalled = event.by
        await runTimers(stalledMs)
      } else if ('by' in event) end(event.by, event.do === 'lose')
      else if (event.do === 'mend') stalled = undefined
      else if (event.do === 'tick') await runTimers(tickMs)
      else if (event.do === 'freeze') clock.pass(frozenMs)
      else isDown = event.do === 'down'
      await settle()
    },
    async finish() {
      isDown = false
      stalled = undefined
      await drain()
      // A wrong value in a memory or in the store shows in the next token of some instance.
      for (const by of instances) for (const user of users) void wait('last', issue(by, user))
      await drain()
      if (waiting.size > 0) faults.push('a caller that waits for ever')
    },
    snapshot() {
      const stored = new Map(users.map((user) => [user, tokenState(sharedToken(user), user)]))
      const held = instances.map(
        (by) => new Map(users.map((user) => [user, tokenState(fleet.get(by)?.peek(user)?.token, user)])),
      )
      const events = ['freeze', 'lose', 'down', 'stall', 'invalidate', 'report'].map((what) => happened.get(what) ?? 0)
      const general = [clock.dueIn(), events, isDown].join(';')
      const leaseState = (user: User, order: Order) => {
        const lease = leases.get(user)
        return lease && lease.endsAt > clock.now() ? `${order.instances.indexOf(lease.by)}${lease.isValid}` : ''
      }
      const callersOf = (by: number, user: User) =>
        ['issue', 'invalidate', 'report'].map((what) => waiting.get(`${what} ${by} ${user}`) ?? 0).join('')
      const callsOf = (by: number, order: Order) =>
        pending
          .filter((call) => call.by === by)
          .map(({ kind, user }) => `${kind}${user ? order.users.indexOf(user as User) : ''}`)
          .join()

      return (order) => {
        const ofUsers = order.users.map((user) => `${stored.get(user)}${leaseState(user, order)}`)
        const ofInstances = order.instances.map((by) => {
          const ofUser = order.users.map((user) => `${held[by]?.get(user)}${callersOf(by, user)}`)
          return `${by === stalled}${callsOf(by, order)}|${ofUser}`
        })
        return `${ofUsers};${ofInstances.join('/')};${general}`
      }
    },
  }
}

/** Lets every chain of promises come to rest. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
