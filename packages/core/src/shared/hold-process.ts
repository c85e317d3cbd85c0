import { maxTimerMs } from './assert-limits.ts'

/** Keeps the process alive until the promise settles: the timers of the kit do not. */
export async function holdProcess<Value>(work: Promise<Value>): Promise<Value> {
  const timer = setTimeout(() => {}, maxTimerMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
