import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SmallWorld, type WorldOptions } from './small-world.test.support.ts'
import type { Fault } from './world-fault.test.support.ts'

interface Walk {
  readonly states: number
  readonly orders: number
  /** Each broken promise, and the first order of events that broke it. */
  readonly breaches: ReadonlyMap<string, string>
}

const depth = 8

/** Walks through every order of up to eight events, and continues from each state once. Stops at the first breach. */
async function walk(options: WorldOptions, events: readonly string[]): Promise<Walk> {
  const states = new Set<string>()
  const breaches = new Map<string, string>()
  let orders = 0
  let current: string[][] = [[]]
  for (let length = 0; length <= depth; length++) {
    const next: string[][] = []
    for (const order of current) {
      if (breaches.size > 0) break
      orders++
      const [hasCache, setsClock] = [events.includes('repeat 0'), events.includes('clock')]
      const world = new SmallWorld({ ...options, hasCache, setsClock })
      for (const event of order) await world.apply(event)
      const state = world.state()
      if (!states.has(state)) {
        states.add(state)
        next.push(...events.filter((event) => world.canHappen(event)).map((event) => [...order, event]))
        await world.drain()
      }
      for (const breach of world.breaches) if (!breaches.has(breach)) breaches.set(breach, order.join(', '))
      await world.close()
    }
    current = next
  }
  return { states: states.size, orders, breaches }
}

const users = ['cookie', 'sign-out 1', 'renew 0', 'renew 1', 'respond 0', 'respond 1', 'freeze 0']
const failures = ['report 0', 'renew 1', 'respond 0', 'respond 1', 'fail 0', 'lock', 'sleep']
const restores = ['cookie', 'hide 0', 'restore 0', 'get 0', 'renew 0', 'sign-out 1', 'respond 0']
const signIns = ['sign-in 0', 'sign-in 1', 'renew 1', 'respond 0', 'respond 1', 'fail 0']
const pages = ['sign-out 0', 'sign-in 0', 'page 0', 'prefetched 0', 'respond 0', 'get 0']
const caches = ['minute', 'renew 0', 'report 0', 'get 0', 'leave 0', 'repeat 0', 'respond 0', 'miss 0', 'sleep']
const copies = ['later-sign-in 0', 'minute', 'renew 0', 'get 0', 'repeat 0', 'respond 0', 'fail 0']
const lateMessages = ['freeze 0', 'renew 1', 'sign-in 0', 'respond 0', 'respond 1', 'fail 0', 'cookie']
const endings = ['sign-out 1', 'cookie', 'old 0', 'renew 1', 'respond 0', 'respond 1', 'fail 1']
const newPages = ['cookie', 'open 0', 'sign-out 1', 'renew 1', 'respond 0', 'respond 1', 'fail 0']
const clocks = ['clock', 'nap', 'renew 0', 'renew 1', 'respond 0', 'respond 1', 'fail 0']

describe('two tabs and two users, in every order of events', () => {
  const { stackTraceLimit } = Error
  beforeEach(SmallWorld.stubPage)
  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit
  })

  it.each([
    ['users who change, in one session', 'alice', users],
    ['users who change, without a session', undefined, users.filter((event) => event !== 'renew 1')],
    [
      'users who change, in one session whose endpoint names it',
      'alice',
      users.filter((event) => event !== 'freeze 0'),
    ],
    ['rejections and failures', 'alice', failures],
    ['pages from the back-forward cache', 'alice', restores],
    ['sign-ins during requests', undefined, signIns],
    ['initial tokens of pages', 'alice', pages],
    ['responses from caches, and broken endpoints', 'alice', caches],
    ['copies of responses to an earlier user', 'alice', copies],
    ['new pages of one session', 'alice', newPages],
    ['clocks that are set or stop', 'alice', clocks],
    ['pages of sessions that have ended', undefined, endings],
    ['messages from before a sign-in', 'alice', lateMessages],
  ])('keeps every promise: %s', { timeout: 600_000 }, async (name, session, events) => {
    const { states, orders, breaches } = await walk({ session, namesSession: name.endsWith('names it') }, events)
    process.stdout.write(`every order of ${depth} events, ${name}: ${orders} orders, ${states} states\n`)
    expect(Object.fromEntries(breaches)).toEqual({})
    expect(states).toBeGreaterThan(1_000)
  })

  it.each<[Fault, string, readonly string[]]>([
    ['foreign token', 'a token of another user', users],
    ['token from before the sign-in', 'a token from before the sign-in', lateMessages],
    ['lost sign-out', 'a sign-out left a token in the other tab', users],
    ['lost user', 'a token of the user before a change in another tab', users],
    ['expired token', 'an expired token', failures],
    ['storm', 'a request storm', failures],
    ['endless wait', 'a call is pending for ever', failures],
  ])('finds a planted fault: %s', { timeout: 600_000 }, async (fault, breach, events) => {
    const { breaches } = await walk({ session: 'alice', fault }, events)
    expect([...breaches.keys()]).toContain(breach)
  })
})
