import { Readable } from 'node:stream'
import type { Response } from 'express'
import type { Fault } from './fault.ts'

export interface FaultyBodyOptions {
  kind: NonNullable<Fault['body']>
  stopping: AbortSignal
}

const megabyte = 1024 * 1024
const hugeMegabytes = 40

/** Sends an invalid body. Expects the status to be set. */
export function sendFaultyBody(res: Response, { kind, stopping }: FaultyBodyOptions): void {
  switch (kind) {
    case 'html':
      res.type('html').send('<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1>')
      return
    case 'empty':
      res.setHeader('Content-Length', '0')
      res.end()
      return
    case 'malformed':
      res.type('json').send('{"token": "eyJhbGciOiJIUzI1NiJ9.eyJ')
      return
    case 'huge':
      Readable.from(hugeJson()).pipe(res.type('json'))
      return
    case 'stalled':
      res.type('json').flushHeaders()
      return
    case 'endless':
      sendEndless(res.type('json'), stopping)
  }
}

function* hugeJson() {
  yield '{"padding": "'
  const chunk = 'x'.repeat(megabyte)
  for (let sent = 0; sent < hugeMegabytes; sent += 1) yield chunk
  yield '"}'
}

/** Sends a chunk every 20 ms until the client disconnects or the emulator stops. */
function sendEndless(res: Response, stopping: AbortSignal): void {
  res.write('{"padding": "')
  const timer = setInterval(() => res.write('x'.repeat(1024)), 20).unref()
  const stop = () => clearInterval(timer)
  res.once('close', stop)
  stopping.addEventListener('abort', stop, { once: true })
}
