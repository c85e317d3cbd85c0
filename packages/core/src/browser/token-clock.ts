/** Clock corrections below this are noise. */
const noticeableMs = 1_000

/**
 * A clock in milliseconds that runs by whichever of two runs further: `monotonic` ignores corrections of the wall clock, and `now`
 * runs on while the machine sleeps. It tells how much time has passed, never what time it is: a clock set wrong cannot mislead it.
 */
export function createTokenClock(now: () => number, monotonic: () => number): () => number {
  let slept = 0
  let lead = 0
  return () => {
    const gained = now() - monotonic() - lead
    if (Math.abs(gained) > noticeableMs) {
      lead += gained
      slept += Math.max(gained, 0)
    }
    return monotonic() + slept
  }
}
