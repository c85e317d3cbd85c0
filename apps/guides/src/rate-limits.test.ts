import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createGuideApp } from './guide-app.test.support.ts'
import { filesIn, readSection } from './guide-file.test.support.ts'
import { endpoint, mintsOf, sendTo } from './token-requests.test.support.ts'

const guide = 'docs/rate-limits.md'
const limit = 60

function openSection(heading: string) {
  return createGuideApp(filesIn(readSection(guide, heading)))
}

/** Stops the clock: no window ends during the test. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
}

async function statusesOf(send: (at: number) => Promise<Response>, count: number): Promise<number[]> {
  const statuses: number[] = []
  for (let at = 0; at < count; at += 1) statuses.push((await send(at)).status)
  return statuses
}

describe('the limit for Express', () => {
  it('responds 429 to the requests of one address beyond it', async () => {
    stopClock()
    const send = sendTo(await (await openSection('Express')).start('server.ts'))
    const statuses = await statusesOf(() => send(endpoint), limit + 1)
    expect(statuses).toEqual([...Array(limit).fill(401), 429])
    expect((await send(endpoint)).headers.get('retry-after')).toMatch(/^\d+$/)
    expect((await send(endpoint, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
  })
})

describe('the limit for Next.js', () => {
  it('responds 429 to the requests of one visitor beyond it, also with other addresses in the header', async () => {
    stopClock()
    const app = await openSection('Next.js')
    const { GET } = (await app.load('route.ts')) as { GET(request: Request): Promise<Response> }
    const send = (address: string) =>
      GET(new Request(`http://app.example${endpoint}`, { headers: { 'x-forwarded-for': address } }))
    const statuses = await statusesOf((at) => send(`192.0.2.${at}, 203.0.113.1`), limit + 1)
    expect(statuses).toEqual([...Array(limit).fill(200), 429])
    expect((await send('203.0.113.2')).status).toBe(200)
    expect(mintsOf(app.coveo)).toBe(1)
  })

  it('lets a visitor pass again after the window, and forgets the oldest of many visitors', async () => {
    const app = await openSection('Next.js')
    type Limit = { secondsToWait(visitor: string, now?: number): number }
    const { secondsToWait } = (await app.load('rate-limit.ts')) as unknown as Limit
    const waits = Array.from({ length: limit + 1 }, () => secondsToWait('a', 0))
    expect(waits.at(-2)).toBe(0)
    expect(waits.at(-1)).toBe(60)
    expect(secondsToWait('a', 59_001)).toBe(1)
    expect(secondsToWait('a', 60_000)).toBe(0)
    for (let at = 0; at < limit; at += 1) secondsToWait('b', 0)
    for (let at = 0; at < 10_000; at += 1) secondsToWait(`visitor ${at}`, 0)
    expect(secondsToWait('b', 0)).toBe(0)
  })
})

describe('the identities of a visitor', () => {
  it('are bounded, and those in use can be used again', async () => {
    const app = await openSection('Identities per visitor')
    type Limit = { mayUse(visitor: string, email: string): boolean }
    const { mayUse } = (await app.load('identity-limit.ts')) as unknown as Limit
    const first = Array.from({ length: 6 }, (_, at) => mayUse('a', `user${at}@example.com`))
    expect(first).toEqual([true, true, true, true, true, false])
    expect(mayUse('a', 'user0@example.com')).toBe(true)
    expect(mayUse('b', 'user5@example.com')).toBe(true)
  })
})
