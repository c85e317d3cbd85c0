import { createTestTokenSource } from '@coveo-token/core/testing'
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import { useTokenUser } from './use-token-user.ts'

const [alice, bob] = demoUsers

function tokenOf(name: string): string {
  return `e30.${btoa(JSON.stringify({ userIds: [{ name }] }))}.s`
}

function setUp(token: string) {
  const source = createTestTokenSource({ token })
  const onOther = vi.fn()
  const { rerender } = renderHook(({ user }) => useTokenUser({ source, user, onOther }), {
    initialProps: { user: alice },
  })
  return { source, onOther, rerender }
}

afterEach(cleanup)

describe('useTokenUser', () => {
  it('reports the token of another user than the displayed one, once', () => {
    const { onOther, rerender } = setUp(tokenOf(bob.id))
    rerender({ user: alice })
    expect(onOther).toHaveBeenCalledOnce()
  })

  it('reports nothing for tokens of the displayed user, nor for tokens without an identity', () => {
    const { source, onOther } = setUp(tokenOf(alice.id))
    act(() => source.set({ token: 'opaque' }))
    act(() => source.set('loading'))
    expect(onOther).not.toHaveBeenCalled()
    act(() => source.set({ token: tokenOf(bob.id) }))
    expect(onOther).toHaveBeenCalledOnce()
  })
})
