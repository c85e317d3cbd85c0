import { describe, expect, it } from 'vitest'
import { nextAttempt } from './next-attempt.ts'
import { pageStates } from './page-state.ts'

const now = Date.UTC(2026, 0, 1)
const seconds = 1000

function wordsFor(options: { retryAt?: number; pauseMs?: number; isOffline?: boolean }) {
  const { retryAt, pauseMs, isOffline = false } = options
  return nextAttempt({ state: pageStates['too-many-requests'], now, retryAt, pauseMs, isOffline })
}

describe('nextAttempt', () => {
  it('counts down, and allows an earlier attempt', () => {
    expect(wordsFor({ retryAt: now + 38 * seconds })).toEqual({ words: 'Next attempt in 0:38.', isAllowed: true })
    expect(wordsFor({ retryAt: now })).toEqual({ words: 'Trying now…', isAllowed: true })
  })

  it('refuses an attempt during the pause that the site requested', () => {
    const words = 'Next attempt in 0:40: the site refuses earlier ones.'
    expect(wordsFor({ retryAt: now + 40 * seconds, pauseMs: 40 * seconds })).toEqual({ words, isAllowed: false })
    // The displayed time is up to a second old.
    expect(wordsFor({ retryAt: now + 40.9 * seconds, pauseMs: 40 * seconds })).toMatchObject({ isAllowed: false })
  })

  it('allows an attempt when the next one is planned long after the pause, as with a token that is still valid', () => {
    const planned = wordsFor({ retryAt: now + 2700 * seconds, pauseMs: 30 * seconds })
    expect(planned).toEqual({ words: 'Next attempt in 45:00.', isAllowed: true })
  })

  it('has no attempt while the browser is offline, and words of the state without a time', () => {
    expect(wordsFor({ retryAt: now + seconds, isOffline: true })).toMatchObject({ isAllowed: false })
    expect(wordsFor({})).toEqual({ words: pageStates['too-many-requests'].next, isAllowed: true })
  })
})
