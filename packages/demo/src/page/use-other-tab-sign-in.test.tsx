import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import { useOtherTabSignIn } from './use-other-tab-sign-in.ts'

const [alice] = demoUsers
const fetch = vi.fn(async () => Response.json({ user: alice.id }))

async function look() {
  await act(async () => void window.dispatchEvent(new Event('focus')))
  await act(async () => {})
}

beforeEach(() => {
  fetch.mockClear()
  vi.stubGlobal('fetch', fetch)
})
afterEach(cleanup)

describe('useOtherTabSignIn', () => {
  it('sends no request before the page is visible, then reports the signed-in user', async () => {
    const onSignIn = vi.fn()
    renderHook(() => useOtherTabSignIn(null, onSignIn))
    expect(fetch).not.toHaveBeenCalled()
    await look()
    expect(onSignIn).toHaveBeenCalledExactlyOnceWith(alice)
  })

  it('reports nothing while signed out, or when the request fails', async () => {
    const onSignIn = vi.fn()
    renderHook(() => useOtherTabSignIn(null, onSignIn))
    fetch.mockImplementationOnce(async () => new Response('{"user":null}'))
    await look()
    fetch.mockImplementationOnce(async () => new Response('', { status: 500 }))
    await look()
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(onSignIn).not.toHaveBeenCalled()
  })

  it('sends no request while a user is signed in on this page', async () => {
    const onSignIn = vi.fn()
    const { rerender } = renderHook(({ user }) => useOtherTabSignIn(user, onSignIn), {
      initialProps: { user: null as typeof alice | null },
    })
    rerender({ user: alice })
    await look()
    expect(fetch).not.toHaveBeenCalled()
  })
})
