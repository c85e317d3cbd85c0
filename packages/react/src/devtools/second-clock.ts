'use client'

/** The current second, for countdowns. Ticks only while it has listeners. */
export const secondClock = {
  getSnapshot: () => Math.floor(Date.now() / 1000) * 1000,
  getServerSnapshot: () => undefined,
  subscribe(listener: () => void) {
    const timer = setInterval(listener, 1000)
    return () => clearInterval(timer)
  },
}
