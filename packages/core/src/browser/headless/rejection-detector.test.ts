import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRejectionDetector, type RejectionDetector } from './rejection-detector.ts'

/** A token that expires after so many seconds by the clock of the browser. */
const tokenFor = (seconds: number) => `e30.${btoa(JSON.stringify({ exp: Date.now() / 1_000 + seconds }))}.sig`

const guessed = { isKnown: false }
const known = { isKnown: true }

/** The verdicts on so many calls of Headless in a row. */
function verdicts(detector: RejectionDetector, { token, calls }: { token: string; calls: number }) {
  return Array.from({ length: calls }, () => {
    detector.called()
    return detector.judge(token, guessed)
  })
}

describe('createRejectionDetector', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
  afterEach(() => void vi.useRealTimers())

  it('detects a rejected token by the first call for which there is no other reason', () => {
    const token = tokenFor(3_600)
    expect(verdicts(createRejectionDetector(), { token, calls: 1 })).toEqual(['rejected'])
    expect(verdicts(createRejectionDetector(), { token: 'opaque', calls: 1 })).toEqual(['rejected'])
  })

  it('expects two late failures after a handover where the requests are not counted', () => {
    const detector = createRejectionDetector()
    for (let handover = 0; handover < 2; handover++) {
      detector.handedOver({ mayFailLate: true })
      expect(verdicts(detector, { token: tokenFor(3_600), calls: 3 })).toEqual(['valid', 'valid', 'rejected'])
    }
  })

  it('expects two of them also after a handover that follows counted requests', () => {
    const detector = createRejectionDetector()
    detector.sent()
    detector.handedOver({ mayFailLate: true })
    detector.handedOver({ mayFailLate: true })
    expect(verdicts(detector, { token: tokenFor(3_600), calls: 3 })).toEqual(['valid', 'valid', 'rejected'])
  })

  it('expects late failures for ten seconds', () => {
    for (const [elapsedMs, verdict] of [
      [9_999, 'valid'],
      [10_000, 'rejected'],
    ] as const) {
      const detector = createRejectionDetector()
      detector.handedOver({ mayFailLate: true })
      vi.advanceTimersByTime(elapsedMs)
      expect(verdicts(detector, { token: tokenFor(3_600), calls: 1 })).toEqual([verdict])
    }
  })

  it.each([60, 30, -1])('expects two calls for a token with %d seconds left by a clock that is ahead', (seconds) => {
    const detector = createRejectionDetector()
    const token = tokenFor(seconds)
    expect(verdicts(detector, { token, calls: 3 })).toEqual(['valid', 'valid', 'rejected'])
    detector.reported()
    expect(verdicts(detector, { token, calls: 12 })).toEqual(Array(12).fill('valid'))
  })

  it('expects no call for a token with more than a minute left', () => {
    expect(verdicts(createRejectionDetector(), { token: tokenFor(61), calls: 1 })).toEqual(['rejected'])
  })

  it('expects as many calls as there are late failures where those are more', () => {
    const detector = createRejectionDetector()
    for (let sent = 0; sent < 6; sent++) detector.sent()
    detector.handedOver({ mayFailLate: true })
    const calls = verdicts(detector, { token: tokenFor(30), calls: 6 })
    expect(calls).toEqual([...Array(5).fill('valid'), 'rejected'])
  })

  it('returns `rejected` for a token that the caller knows to be rejected, after any number of calls', () => {
    const detector = createRejectionDetector()
    detector.handedOver({ mayFailLate: true })
    for (const seconds of [3_600, 30]) {
      detector.called()
      expect(detector.judge(tokenFor(seconds), known)).toBe('rejected')
    }
  })

  it('reports two tokens a minute; further calls are valid, and a loop from the ninth on', () => {
    const detector = createRejectionDetector()
    const token = tokenFor(3_600)
    for (let report = 0; report < 2; report++) {
      expect(verdicts(detector, { token, calls: 1 })).toEqual(['rejected'])
      detector.reported()
      detector.handedOver({ mayFailLate: false })
    }
    expect(verdicts(detector, { token, calls: 9 })).toEqual([...Array(8).fill('valid'), 'looping'])
    expect(detector.judge(token, known)).toBe('valid')
    expect(detector.pauseMs()).toBe(60_000)
    vi.advanceTimersByTime(59_999)
    expect(detector.pauseMs()).toBe(1)
    vi.advanceTimersByTime(1)
    expect(verdicts(detector, { token, calls: 1 })).toEqual(['rejected'])
  })

  it('counts its windows by a clock that ignores corrections of the wall clock', () => {
    const detector = createRejectionDetector()
    for (let report = 0; report < 2; report++) detector.reported()
    verdicts(detector, { token: tokenFor(3_600), calls: 9 })
    vi.setSystemTime(Date.now() - 3_600_000)
    expect(detector.pauseMs()).toBeLessThanOrEqual(60_000)
    vi.advanceTimersByTime(60_000)
    expect(verdicts(detector, { token: tokenFor(3_600), calls: 1 })).toEqual(['rejected'])
  })
})
