import { connectionReset, type HttpRequest, type HttpResponse } from '../api/http-exchange.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { createEmulator, type EmulatorCore } from './create-emulator.ts'
import { checkOptions, type EmulatorOptions } from './emulator-options.ts'
import { createRuntime } from './emulator-runtime.ts'

/** An emulator without a server. */
export interface EmulatorHandler {
  readonly controls: EmulatorCore
  /** Handles a request, with the signature of `fetch`. Rejects with a `TypeError` for a connection fault. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>
}

/** Creates an emulator as a fetch handler, for MSW, Playwright `route`, service workers and injected `fetch`. */
export function emulatorHandler(options: Omit<EmulatorOptions, 'port' | 'host'> = {}): EmulatorHandler {
  const checked = checkOptions('emulatorHandler', options)
  const { core, application } = createEmulator(checked, createRuntime(checked.now))
  return {
    controls: core,
    async fetch(input, init) {
      const request = new Request(input, init)
      const canceled = new AbortController()
      const signal = AbortSignal.any([request.signal, canceled.signal])
      const { response, complete } = application(toHttpRequest(request, signal))
      const result = await response
      complete(result === connectionReset ? 0 : result.status)
      request.signal.throwIfAborted()
      if (result === connectionReset) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
      if (request.method === 'HEAD') return new Response(null, result)
      return toResponse(result, { signal: request.signal, cancel: () => canceled.abort() })
    },
  }
}

function toHttpRequest(request: Request, signal: AbortSignal): HttpRequest {
  const { pathname, search, host } = new URL(request.url)
  return {
    method: request.method,
    target: pathname + search,
    headers: { host, ...lowerCaseNames(request.headers) },
    address: '127.0.0.1',
    async readBody(limit) {
      const bytes = new Uint8Array(await request.arrayBuffer())
      return bytes.length <= limit ? bytes : undefined
    },
    signal,
  }
}

/** The Headers of happy-dom keep the case of their names. */
function lowerCaseNames(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value]))
}

interface StreamOptions {
  /** Aborts the stream with an error. */
  signal: AbortSignal
  /** Called when the client stops reading. */
  cancel: () => void
}

const statusesWithoutBody = [204, 205, 304]

function toResponse({ status, headers, body }: HttpResponse, options: StreamOptions): Response {
  if (statusesWithoutBody.includes(status)) return new Response(null, { status, headers })
  return new Response(typeof body === 'string' ? body : toStream(body, options), { status, headers })
}

function toStream(chunks: AsyncIterable<string>, { signal, cancel }: StreamOptions): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream({
    start(controller) {
      signal.addEventListener('abort', () => {
        controller.error(signal.reason)
        void iterator.return?.()
      })
    },
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (signal.aborted) return
      if (done) controller.close()
      else controller.enqueue(encodeUtf8(value))
    },
    cancel() {
      cancel()
      void iterator.return?.()
    },
  })
}
