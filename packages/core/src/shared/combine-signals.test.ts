import { describe, expect, it } from 'vitest'
import { combineSignals } from './combine-signals.ts'

describe('combineSignals', () => {
  it('aborts with the reason of the first that aborts', () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const { signal } = combineSignals([one.signal, other.signal])
    expect(signal.aborted).toBe(false)
    other.abort('other')
    one.abort('one')
    expect([signal.aborted, signal.reason]).toEqual([true, 'other'])
  })

  it('is aborted from the start by an aborted signal', () => {
    const { signal } = combineSignals([new AbortController().signal, AbortSignal.abort('before')])
    expect([signal.aborted, signal.reason]).toEqual([true, 'before'])
  })

  it('does not abort after its release', () => {
    const controller = new AbortController()
    const { signal, release } = combineSignals([controller.signal])
    release()
    controller.abort()
    expect(signal.aborted).toBe(false)
  })
})
