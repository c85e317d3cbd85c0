const longestTimerMs = 2_147_483_647

/** Keeps the process alive until the returned function is called: the timers of the kit do not. */
export function holdProcess(): () => void {
  const timer = setTimeout(() => {}, longestTimerMs)
  return () => clearTimeout(timer)
}
