'use client'

/** The current second, for countdowns: ticks only while someone watches. */
export const secondClock = {
  getSnapshot: () => Math.floor(Date.now() / 1000) * 1000,
  subscribe(listener: () => void) {
    const timer = setInterval(listener, 1000)
    return () => clearInterval(timer)
  },
}
