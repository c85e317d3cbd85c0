import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { useSessionOnFocus } from './use-session-on-focus.ts'

const [alice, bob] = demoUsers
const fetch = vi.fn(async () => Response.json({ user: alice.id }))

async function focus() {
  await act(async () => void window.dispatchEvent(new Event('focus')))
  await act(async () => {})
}

beforeEach(() => {
  fetch.mockClear()
  vi.stubGlobal('fetch', fetch)
})
afterEach(cleanup)

describe('useSessionOnFocus', () => {
  it('sends no request before the page is visible, then reports the signed-in user', async () => {
    const onChange = vi.fn()
    renderHook(() => useSessionOnFocus(null, onChange))
    expect(fetch).not.toHaveBeenCalled()
    await focus()
    expect(onChange).toHaveBeenCalledExactlyOnceWith(alice)
  })

  it('reports nothing while signed out, or when the request fails', async () => {
    const onChange = vi.fn()
    renderHook(() => useSessionOnFocus(null, onChange))
    fetch.mockImplementationOnce(async () => new Response('{"user":null}'))
    await focus()
    fetch.mockImplementationOnce(async () => new Response('', { status: 500 }))
    await focus()
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(onChange).not.toHaveBeenCalled()
  })

  it('reports another user, and a sign-out, of another tab', async () => {
    const onChange = vi.fn()
    renderHook(() => useSessionOnFocus(alice, onChange))
    await focus()
    expect(onChange).not.toHaveBeenCalled()
    fetch.mockImplementationOnce(async () => Response.json({ user: bob.id }))
    await focus()
    expect(onChange).toHaveBeenLastCalledWith(bob)
    fetch.mockImplementationOnce(async () => new Response('{"user":null}'))
    await focus()
    expect(onChange).toHaveBeenLastCalledWith(null)
  })

  it('ignores a response that arrives after the displayed user has changed', async () => {
    const onChange = vi.fn()
    let respond = (_response: Response) => {}
    fetch.mockImplementationOnce(() => new Promise((resolve) => (respond = resolve)))
    const { rerender } = renderHook(({ user }) => useSessionOnFocus(user, onChange), {
      initialProps: { user: null as DemoUser | null },
    })
    await focus()
    rerender({ user: bob })
    await act(async () => respond(Response.json({ user: alice.id })))
    expect(onChange).not.toHaveBeenCalled()
  })
})
