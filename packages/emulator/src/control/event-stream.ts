import { wait } from '../clock/wait.ts'
import type { EmulatorControls } from './emulator-controls.ts'

export interface EventStreamOptions {
  /** Sequence of the last request that the client has. */
  after: number
  /** Ends the stream. */
  signal: AbortSignal
}

const heartbeatMs = 15_000

/** Returns server-sent events: `request` for each logged request, `change` after a change of the controls. */
export async function* eventStream(
  { log, subscribe }: EmulatorControls,
  { after, signal }: EventStreamOptions,
): AsyncGenerator<string> {
  const queue = log.page({ after, limit: 10_000 }).map((request) => message('request', request, request.sequence))
  let wake: () => void = () => undefined
  const push = (text: string) => {
    queue.push(text)
    wake()
  }
  const unsubscribe = [
    log.subscribe((request) => push(message('request', request, request.sequence))),
    subscribe(() => push(message('change', {}))),
  ]
  try {
    yield ': connected\n\n'
    while (!signal.aborted) {
      yield* queue.splice(0)
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const timer = new AbortController()
      const either = AbortSignal.any([signal, timer.signal])
      const isBeat = queue.length === 0 && (await Promise.race([woken.then(() => false), wait(heartbeatMs, either)]))
      timer.abort()
      if (isBeat) yield ': heartbeat\n\n'
    }
  } finally {
    for (const stop of unsubscribe) stop()
  }
}

function message(event: string, data: object, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
