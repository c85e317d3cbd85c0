import { wait } from '../clock/wait.ts'
import type { EmulatorControls } from './emulator-controls.ts'

export interface EventStreamOptions {
  /** Sequence of the last request that the client has. */
  after: number
  /** Ends the stream. */
  signal: AbortSignal
}

const heartbeatMs = 15_000
const pageSize = 100

/**
 * Returns server-sent events: `request` for each logged request, `change` after a change of the controls.
 * It reads the log whenever the client is ready, so a slow client misses what the log drops and holds no memory.
 */
export async function* eventStream(
  { log, subscribe }: Pick<EmulatorControls, 'log' | 'subscribe'>,
  { after, signal }: EventStreamOptions,
): AsyncGenerator<string> {
  // A client of the emulator's previous run can have a higher sequence.
  let last = after > log.total ? 0 : after
  let hasChanged = false
  let wake: () => void = () => undefined
  const unsubscribe = [
    log.subscribe((sequence) => {
      // The log was cleared, and counts from 1 again.
      if (sequence <= last) last = sequence - 1
      wake()
    }),
    subscribe(() => {
      hasChanged = true
      wake()
    }),
  ]
  try {
    yield ': connected\n\n'
    while (!signal.aborted) {
      // Before the log is read: a request that arrives afterwards ends the pause.
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const requests = log.page({ after: last, limit: pageSize })
      for (const request of requests) {
        last = request.sequence
        yield message('request', request, request.sequence)
      }
      if (hasChanged) {
        hasChanged = false
        yield message('change', {})
      } else if (requests.length === 0 && (await pause(woken, signal))) {
        yield ': heartbeat\n\n'
      }
    }
  } finally {
    for (const stop of unsubscribe) stop()
  }
}

/** Waits for `woken`, the signal or the next heartbeat. Resolves with whether a heartbeat is due. */
async function pause(woken: Promise<void>, signal: AbortSignal): Promise<boolean> {
  const timer = new AbortController()
  const isBeat = await Promise.race([
    woken.then(() => false),
    wait(heartbeatMs, AbortSignal.any([signal, timer.signal])),
  ])
  timer.abort()
  return isBeat
}

function message(event: string, data: object, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
