// Kept from the start: tests that replace timers would otherwise stop the emulator too.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis

/** Waits in real time, without keeping a process alive. Resolves with false once `signal` is aborted, else with true. */
export function wait(ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isOver: boolean) => {
      stopTimer(timer)
      signal?.removeEventListener('abort', abort)
      resolve(isOver)
    }
    const abort = () => end(false)
    const timer = startTimer(() => end(true), ms)
    // Browsers return a number.
    if (typeof timer === 'object') timer.unref?.()
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort)
  })
}
