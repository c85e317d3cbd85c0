import { vi } from 'vitest'
import type { WorldLocks } from './world-locks.test.support.ts'
import { worldEpoch } from './world-mint.test.support.ts'
import type { WorldTimers } from './world-timers.test.support.ts'
import type { WorldWindows } from './world-windows.test.support.ts'

/** The browser of a small world, as a page uses it. */
export interface WorldPage {
  readonly timers: WorldTimers
  readonly locks: WorldLocks
  readonly windows: WorldWindows
  /** The channel of each tab. */
  readonly channels: readonly object[]
  /** A timer of this time never ends. */
  readonly lostTimerMs: number | undefined
}

type Listener = Parameters<WorldWindows['add']>

/** Replaces the clocks, timers, channels and locks of the page by those of the current world. */
export function stubPage(current: () => WorldPage): void {
  let timerId = 0
  vi.stubGlobal('setTimeout', (run: (argument: unknown) => void, ms: number, argument: unknown) => {
    const { lostTimerMs, timers } = current()
    if (ms !== lostTimerMs) timers.set(++timerId, ms, () => run(argument))
    return timerId
  })
  vi.stubGlobal('clearTimeout', (id: number) => current().timers.clear(id))
  vi.stubGlobal('location', { href: 'http://app.test/' })
  vi.stubGlobal('Date', { now: () => worldEpoch + current().timers.wall, parse: () => Number.NaN })
  vi.stubGlobal('addEventListener', (...listener: Listener) => current().windows.add(...listener))
  vi.stubGlobal('removeEventListener', (...listener: Listener) => current().windows.remove(...listener))
  vi.stubGlobal('navigator', {
    locks: { request: (...lock: Parameters<WorldLocks['request']>) => current().locks.request(...lock) },
  })
  // A constructor that returns an object: the source then sets `onmessage` of that object.
  vi.stubGlobal('BroadcastChannel', function openChannel() {
    const { channels, windows } = current()
    return channels[windows.current]
  })
}
