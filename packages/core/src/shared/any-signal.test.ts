import { afterEach, describe, expect, it, vi } from 'vitest'
import { anySignal } from './any-signal.ts'

const platform = AbortSignal.any

describe.each([
  ['with AbortSignal.any', platform],
  ['without AbortSignal.any', undefined],
])('anySignal %s', (_name, any) => {
  function signalOf(...signals: AbortSignal[]): AbortSignal {
    vi.stubGlobal('AbortSignal', Object.assign(Object.create(AbortSignal), { any: any?.bind(AbortSignal) }))
    return anySignal(signals)
  }
  afterEach(() => void vi.unstubAllGlobals())

  it('aborts with the reason of the first that aborts', () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const signal = signalOf(one.signal, other.signal)
    expect(signal.aborted).toBe(false)
    other.abort('other')
    one.abort('one')
    expect([signal.aborted, signal.reason]).toEqual([true, 'other'])
  })

  it('is aborted from the start by an aborted signal', () => {
    const signal = signalOf(new AbortController().signal, AbortSignal.abort('before'))
    expect([signal.aborted, signal.reason]).toEqual([true, 'before'])
  })
})
