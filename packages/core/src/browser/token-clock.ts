/** Clock corrections below this are noise. */
const noticeableMs = 1_000

/**
 * Milliseconds that have passed since some start, by whichever clock ran further: `monotonic` ignores corrections of the wall
 * clock, and `now` runs on while the machine sleeps. It never tells what time it is, so a clock set wrong cannot mislead it.
 */
export function createTokenClock(now: () => number, monotonic: () => number): () => number {
  let slept = 0
  let lead = now() - monotonic()
  return () => {
    const gained = now() - monotonic() - lead
    if (Math.abs(gained) > noticeableMs) {
      lead += gained
      slept += Math.max(gained, 0)
    }
    return monotonic() + slept
  }
}
