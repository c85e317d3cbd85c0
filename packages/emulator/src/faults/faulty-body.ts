import { wait } from '../clock/wait.ts'
import type { Fault } from './fault.ts'

type FaultyBodyKind = NonNullable<Fault['body']>

const json = 'application/json; charset=utf-8'
const megabyte = 1024 * 1024
const hugeMegabytes = 40

/** Returns an invalid body with its content type. Endless bodies end when `signal` is aborted. */
export function faultyBody(
  kind: FaultyBodyKind,
  signal: AbortSignal,
): { type?: string; body: string | AsyncIterable<string> } {
  switch (kind) {
    case 'html':
      return {
        type: 'text/html; charset=utf-8',
        body: '<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1>',
      }
    case 'empty':
      return { body: '' }
    case 'malformed':
      return { type: json, body: '{"token": "eyJhbGciOiJIUzI1NiJ9.eyJ' }
    case 'huge':
      return { type: json, body: huge() }
    case 'stalled':
      return { type: json, body: stalled(signal) }
    case 'endless':
      return { type: json, body: endless(signal) }
  }
}

async function* huge() {
  yield '{"padding": "'
  const chunk = 'x'.repeat(megabyte)
  for (let sent = 0; sent < hugeMegabytes; sent += 1) yield chunk
  yield '"}'
}

async function* stalled(signal: AbortSignal): AsyncGenerator<string> {
  if (await wait(2 ** 31 - 1, signal)) yield ''
}

async function* endless(signal: AbortSignal) {
  yield '{"padding": "'
  while (await wait(20, signal)) yield 'x'.repeat(1024)
}
