// @vitest-environment happy-dom
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setVisibility } from '../fake-endpoint.test.support.ts'
import { LateTabs } from './late-tabs.test.support.ts'

const users = ['alice', 'bob', 'carol'] as const
/** Long enough for every message, request and pause, and shorter than any token lasts. */
const quietMs = 300_000

const event = fc.record({
  kind: fc.constantFrom('sign-in', 'login page', 'other page', 'sign-out', 'wait'),
  tab: fc.nat(4),
  user: fc.constantFrom(...users),
  // A page takes some time to open: two users do not sign in within one millisecond.
  pauseMs: fc.constantFrom(10, 50, 500, 5_000, 30_000),
})
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never

const run = fc.record({
  size: fc.integer({ min: 2, max: 4 }),
  events: fc.array(event, { minLength: 1, maxLength: 6 }),
  numbers: fc.infiniteStream(fc.nat(0x7fffffff)),
})
type Run = typeof run extends fc.Arbitrary<infer Value> ? Value : never

function apply(world: LateTabs, { kind, tab, user }: Event) {
  const source = world.tabs[tab % world.tabs.length]
  if (kind === 'sign-in' || kind === 'login page') world.cookie = user
  if (kind === 'sign-in') source?.renew().catch(() => {})
  // A page that the server rendered for the user who signed in, or for another one. Signed-out tabs do not check an announcement.
  if (kind === 'login page' || (kind === 'other page' && world.cookie)) world.open(user)
  if (kind !== 'sign-out') return
  world.cookie = undefined
  source?.signOut()
}

async function play({ size, events, numbers }: Run, { losesMessages = false, hasBearer = false } = {}) {
  const world = new LateTabs((limit) => (numbers.next().value ?? 0) % limit, losesMessages)
  for (let tab = 0; tab < size; tab++) world.open(undefined, hasBearer ? `user-${tab}` : undefined)
  await vi.advanceTimersByTimeAsync(60_000)
  for (const next of events) {
    if (hasBearer) world.tabs[next.tab % size]?.renew().catch(() => {})
    else apply(world, next)
    await vi.advanceTimersByTimeAsync(next.pauseMs)
  }
  await vi.advanceTimersByTimeAsync(quietMs)
  return world
}

/** The user comes back to every tab: a signed-out one then sends a request. */
async function focus() {
  window.dispatchEvent(new Event('focus'))
  await vi.advanceTimersByTimeAsync(quietMs)
}

describe('createTabChannel: announcements of users, in random orders', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  /** Plays random runs, each in a world of its own. */
  async function check(numRuns: number, property: (each: Run) => Promise<LateTabs>) {
    const asyncProperty = fc.asyncProperty(run, async (each) => {
      const world = await property(each)
      world.close()
      await vi.advanceTimersByTimeAsync(quietMs)
    })
    await fc.assert(asyncProperty, { numRuns, endOnFailure: true })
  }

  it('gives every tab the user of the cookie, with few requests', { timeout: 120_000 }, async () => {
    await check(40, async (each) => {
      const world = await play(each)
      const most = 2 * world.tabs.length * (each.events.length + 1)
      expect(world.requests).toBeLessThanOrEqual(most)
      await focus()
      expect(new Set(world.users())).toEqual(new Set([world.cookie]))
      return world
    })
  })

  it('makes no tab send more than two requests for one announcement', { timeout: 120_000 }, async () => {
    await check(60, async (each) => {
      const world = await play({ ...each, events: [] })
      world.requestsOfTabs.fill(0)
      world.announcements = 0
      const [event] = each.events as [Event]
      apply(world, event)
      await vi.advanceTimersByTimeAsync(quietMs)
      expect(Math.max(...world.requestsOfTabs)).toBeLessThanOrEqual(2)
      expect(world.announcements).toBeLessThanOrEqual(world.tabs.length)
      return world
    })
  })

  it('makes each tab with a user of its own send one request for an announcement that arrives at once', {
    timeout: 120_000,
  }, async () => {
    await check(40, async (each) => {
      const world = await play({ ...each, events: [] }, { hasBearer: true })
      world.requestsOfTabs.fill(0)
      world.announcements = 0
      world.isPrompt = true
      world.open('new', 'new')
      await vi.advanceTimersByTimeAsync(quietMs)
      expect(Math.max(...world.requestsOfTabs)).toBe(1)
      expect(world.announcements).toBeLessThanOrEqual(world.tabs.length)
      return world
    })
  })

  it('ends where every tab has a user of its own', { timeout: 120_000 }, async () => {
    await check(25, async (each) => {
      const world = await play(each, { hasBearer: true })
      expect(world.users()).toEqual(world.tabs.map((_, tab) => `user-${tab}`))
      expect(world.announcements).toBeLessThanOrEqual(each.size * (each.events.length + each.size))
      expect(world.requests).toBeLessThanOrEqual(2 * each.size * (each.events.length + each.size))
      return world
    })
  })

  it('gives every tab the user of the cookie with its next token where messages get lost', {
    timeout: 120_000,
  }, async () => {
    await check(15, async (each) => {
      const world = await play(each, { losesMessages: true })
      setVisibility('hidden')
      await vi.advanceTimersByTimeAsync(3_600_000)
      setVisibility('visible')
      await focus()
      expect(new Set(world.users())).toEqual(new Set([world.cookie]))
      return world
    })
  })
})
