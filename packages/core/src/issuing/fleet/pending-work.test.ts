import { describe, expect, it } from 'vitest'
import { createPendingWork } from './pending-work.ts'

describe('createPendingWork', () => {
  it('resolves `settled` once all work has settled, also work that began meanwhile or failed', async () => {
    const work = createPendingWork()
    const ends: (() => void)[] = []
    const start = () => work.track(new Promise<void>((resolve) => ends.push(resolve)))
    let isSettled = false
    const first = start()
    expect(await Promise.race([first, work.track(Promise.resolve('result'))])).toBe('result')
    await expect(work.track(Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    const settled = work.settled().then(() => {
      isSettled = true
    })
    void start()
    for (const expected of [false, false, true]) {
      await new Promise((resolve) => setImmediate(resolve))
      expect(isSettled).toBe(expected)
      ends.shift()?.()
    }
    await settled
  })

  it('resolves `settled` at once without work', async () => {
    await expect(createPendingWork().settled()).resolves.toBeUndefined()
  })
})
