import { describe, expect, it, vi } from 'vitest'
import { createTestTokenSource } from './test-token-source.ts'

describe('createTestTokenSource', () => {
  it('holds a search token for an hour by default, and the given parts of another', async () => {
    expect(createTestTokenSource().getSnapshot()).toMatchObject({
      status: 'ready',
      token: 'test',
      kind: 'search',
      guest: false,
    })
    const source = createTestTokenSource({ token: 'guest', guest: true, expiresIn: 60, refreshIn: 30 })
    const { expiresAt = 0, refreshAt = 0, ...snapshot } = source.getSnapshot()
    expect(snapshot).toMatchObject({ token: 'guest', guest: true })
    expect(expiresAt - refreshAt).toBe(30_000)
    expect(await source.getToken()).toBe('guest')
    expect(await source.renew()).toBe('guest')
    expect(await source.reportRejected('guest')).toBe('guest')
  })

  it('changes its state, calls each listener once, and keeps the server snapshot', () => {
    const source = createTestTokenSource('loading')
    const [kept, stopped] = [vi.fn(), vi.fn()]
    source.subscribe(kept)
    source.subscribe(stopped)()
    source.set({ token: 'next' })
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token: 'next' })
    expect(source.getSnapshot()).toBe(source.getSnapshot())
    expect(source.getServerSnapshot()).toEqual({ status: 'loading' })
    source.signOut()
    expect(source.getSnapshot()).toEqual({ status: 'signed-out' })
    expect(kept).toHaveBeenCalledTimes(2)
    expect(stopped).not.toHaveBeenCalled()
    source.dispose()
    source.set('error')
    expect(kept).toHaveBeenCalledTimes(2)
  })

  it('rejects without a token, and waits for one while it is loading', async () => {
    await expect(createTestTokenSource('signed-out').getToken()).rejects.toMatchObject({ code: 'not-authenticated' })
    await expect(createTestTokenSource('error').getToken()).rejects.toMatchObject({ code: 'endpoint-unreachable' })
    const source = createTestTokenSource('loading')
    const waiting = source.getToken()
    const aborted = source.getToken({ signal: AbortSignal.abort(new Error('no longer needed')) })
    await expect(aborted).rejects.toThrow('no longer needed')
    source.set({ token: 'late' })
    expect(await waiting).toBe('late')
  })
})
