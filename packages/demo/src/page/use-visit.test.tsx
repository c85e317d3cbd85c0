import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { useVisit } from './use-visit.ts'

const [alice, bob, guest] = demoUsers

/** A request to the server of the demo that a test responds to. */
interface SentRequest {
  path: string
  respond: (body: unknown, status?: number) => Promise<void>
}

let sent: SentRequest[]

function fetch(path: string) {
  return new Promise<Response>((resolve) => {
    const respond = (body: unknown, status = 200) => act(async () => resolve(Response.json(body, { status })))
    sent.push({ path, respond })
  })
}

/** The newest request to a path. */
function requestTo(path: string): SentRequest {
  const found = sent.findLast((request) => request.path === path)
  if (found === undefined) throw new Error(`No request was sent to ${path}.`)
  return found
}

function open(user: DemoUser | null) {
  const { result } = renderHook(() =>
    useVisit({ user, initialToken: undefined, first: undefined, renderDeadlineMs: 100 }),
  )
  return result
}

beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', fetch)
})
afterEach(cleanup)

describe('useVisit', () => {
  it('leaves a user whose session has ended, and names why', async () => {
    const page = open(alice)
    const left = page.current.leave('user-changed')
    await requestTo('/api/session').respond({ user: null })
    expect(await left).toBe(true)
    expect(page.current.visit).toMatchObject({ user: null, signedOut: 'signed-out-elsewhere' })
  })

  it('stays with a user whose session goes on', async () => {
    const page = open(alice)
    const left = page.current.leave('user-changed')
    await requestTo('/api/session').respond({ user: alice.id })
    expect(await left).toBe(false)
    expect(page.current.visit).toMatchObject({ user: alice, number: 0 })
  })

  it('keeps a sign-in that follows a sign-out, whenever the session check of the sign-out responds', async () => {
    const page = open(alice)
    const left = page.current.leave('user-changed')
    await act(() => page.current.leave('signed-out'))
    expect(page.current.visit).toMatchObject({ user: null, signedOut: 'signed-out' })
    act(() => page.current.visitAs(guest))
    await requestTo('/api/session').respond({ user: null })
    expect(await left).toBe(true)
    expect(page.current.visit).toMatchObject({ user: guest })
  })

  it('keeps the user of another tab when a sign-out of the user before ends late', async () => {
    const page = open(alice)
    const { leave } = page.current
    act(() => page.current.visitAs(bob))
    expect(await act(() => leave('signed-out'))).toBe(true)
    expect(page.current.visit).toMatchObject({ user: bob })
  })

  it('shows the first results of the newest visit only', async () => {
    const page = open(null)
    act(() => page.current.visitAs(alice))
    const early = requestTo('/api/demo/first-search')
    act(() => page.current.visitAs(null))
    act(() => page.current.visitAs(alice))
    await early.respond({ user: alice.id, first: { state: 'early' } })
    expect(page.current.visit).toMatchObject({ user: alice, first: undefined, isStarting: true })
    await requestTo('/api/demo/first-search').respond({ user: alice.id, first: { state: 'late' } })
    expect(page.current.visit).toMatchObject({ first: { state: 'late' }, isStarting: false })
  })

  it('starts without first results when the server has none', async () => {
    const page = open(null)
    act(() => page.current.visitAs(bob))
    await requestTo('/api/demo/first-search').respond({}, 503)
    expect(page.current.visit).toMatchObject({ user: bob, first: undefined, isStarting: false })
  })
})
