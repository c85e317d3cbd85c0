// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenSourceOptions } from '../token-source-contract.ts'
import {
  answer,
  initialFor,
  openReadyTab,
  spyOnMessages,
  startTabs,
  stopTabs,
  world,
} from './fake-tabs.test.support.ts'

const unauthorized = async () => new Response('{}', { status: 401 })

/** Opens a page that the server rendered while Bob was signed in. */
function openOldPage(more: TokenSourceOptions = {}) {
  return openReadyTab({}, { initialToken: initialFor('bob'), ...more })
}

function statuses() {
  return world.tabs.map((tab) => tab.getSnapshot().status)
}

describe('createTabChannel: a page with the token of a session that has ended', () => {
  beforeEach(startTabs)
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    stopTabs()
  })

  async function openSignedOutTab() {
    const tab = await openReadyTab({}, { initialToken: null })
    await vi.advanceTimersByTimeAsync(10_000)
    return tab
  }

  it.each([['visible'], ['hidden']])('signs out where another tab is signed out and %s', async (visibilityState) => {
    world.fetch.mockImplementation(unauthorized)
    await openSignedOutTab()
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(visibilityState === 'hidden')
    await openOldPage()
    expect(statuses()).toEqual(['signed-out', 'signed-out'])
  })

  it('signs out where the session of another tab has ended unnoticed', async () => {
    await openReadyTab()
    world.fetch.mockImplementation(unauthorized)
    await openOldPage()
    expect(statuses()).toEqual(['signed-out', 'signed-out'])
  })

  it('does so with one request of each tab, and one message of each', async () => {
    world.fetch.mockImplementation(unauthorized)
    await openSignedOutTab()
    const sent = spyOnMessages('user', 'correction')
    await openOldPage()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(sent).toMatchObject([{ type: 'user' }, { type: 'correction' }, { type: 'correction' }])
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('does so with at most two requests of each of twenty tabs', async () => {
    world.fetch.mockImplementation(unauthorized)
    for (let tab = 0; tab < 19; tab++) await openSignedOutTab()
    await openOldPage()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(new Set(statuses())).toEqual(new Set(['signed-out']))
    expect(world.fetch.mock.calls.length).toBeLessThanOrEqual(40)
  })

  it('signs out where the endpoint responded 401 to another tab a moment ago', async () => {
    world.fetch.mockImplementation(unauthorized)
    const tab = await openSignedOutTab()
    await Promise.all([expect(tab.getToken()).rejects.toMatchObject({ status: 401 }), vi.advanceTimersByTimeAsync(100)])
    await openOldPage()
    expect(statuses()).toEqual(['signed-out', 'signed-out'])
  })

  it('keeps its user where its own requests bring that user again, as with bearer tokens', async () => {
    world.fetch.mockImplementation(unauthorized)
    await openSignedOutTab()
    const fetch = vi.fn(() => {
      world.user = 'bob'
      return answer()
    })
    const bob = await openOldPage({ fetch })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(statuses()).toEqual(['signed-out', 'ready'])
    expect(bob.getSnapshot().subject).toBe('bob')
    expect([fetch.mock.calls.length, world.fetch.mock.calls.length]).toEqual([1, 1])
  })

  it('sends nothing where its token comes from the endpoint', async () => {
    const tab = await openReadyTab()
    const session = tab.getSnapshot()
    world.fetch.mockImplementation(unauthorized)
    await openReadyTab()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tab.getSnapshot()).toBe(session)
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('keeps its token where the endpoint fails for another tab', async () => {
    const page = await openOldPage()
    const held = page.getSnapshot()
    world.fetch.mockImplementation(async () => new Response('', { status: 503 }))
    await openReadyTab()
    expect(statuses()).toEqual(['ready', 'error'])
    expect(page.getSnapshot()).toBe(held)
    expect(await page.getToken()).toBe(held.token)
  })

  it('signs a signed-out tab in where the session has not ended', async () => {
    const tab = await openSignedOutTab()
    world.user = 'bob'
    await openOldPage()
    expect(tab.getSnapshot()).toMatchObject({ status: 'ready', subject: 'bob', origin: 'endpoint' })
    expect(world.fetch).toHaveBeenCalledTimes(1)
  })

  it('leaves a signed-out tab alone where the announced token comes from the endpoint', async () => {
    const tab = await openSignedOutTab()
    await openReadyTab()
    expect(tab.getSnapshot().status).toBe('signed-out')
    expect(world.fetch).toHaveBeenCalledTimes(1)
  })
})
