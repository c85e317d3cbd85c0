import type { EventEmitter } from 'node:events'

/** Ends a command in silence if the reader of its output is gone: `coveo-token doctor | head -1`. */
export function endOnClosedOutput(stream: EventEmitter): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
