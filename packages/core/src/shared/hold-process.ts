import { maxTimerMs } from './assert-limits.ts'

/** Keeps the process alive until the returned function is called: the timers of the kit do not. */
export function holdProcess(): () => void {
  const timer = setTimeout(() => {}, maxTimerMs)
  return () => clearTimeout(timer)
}
