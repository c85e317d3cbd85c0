import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { acquireTabLock } from './tab-lock.ts'

type Hold = (lock: object | null) => Promise<void>

function stubLocks(request: (name: string, options: unknown, hold: Hold) => Promise<void>) {
  vi.stubGlobal('navigator', { locks: { request } })
}

describe('acquireTabLock', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('holds a free lock until it is released', async () => {
    let isHeld = true
    stubLocks((_name, _options, hold) =>
      hold({}).finally(() => {
        isHeld = false
      }),
    )
    const release = await acquireTabLock('x')
    expect(isHeld).toBe(true)
    release?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(isHeld).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('resolves with null at once where another tab holds the lock', async () => {
    stubLocks((_name, _options, hold) => hold(null))
    expect(await acquireTabLock('x')).toBeNull()
  })

  it('waits a second for a lock manager that does not respond, and releases a lock that comes later', async () => {
    let grant: Hold = async () => {}
    stubLocks((_name, _options, hold) => {
      grant = hold
      return new Promise(() => {})
    })
    const lock = acquireTabLock('x')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await lock).toBeTypeOf('function')
    await expect(grant({})).resolves.toBeUndefined()
  })

  it.each([
    ['is missing', {}],
    [
      'throws',
      {
        locks: {
          request: () => {
            throw new Error('SecurityError')
          },
        },
      },
    ],
    ['rejects', { locks: { request: () => Promise.reject(new Error('InvalidStateError')) } }],
  ])('resolves with a function at once where the lock manager %s', async (_name, navigator) => {
    vi.stubGlobal('navigator', navigator)
    expect(await acquireTabLock('x')).toBeTypeOf('function')
    expect(vi.getTimerCount()).toBe(0)
  })
})
