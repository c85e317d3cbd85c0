import { ApiError } from '../api/api-error.ts'
import { connectionReset, type HttpRequest, type HttpResponse } from '../api/http-exchange.ts'
import { createEmulator, type EmulatorCore } from './create-emulator.ts'
import { checkOptions, type EmulatorOptions } from './emulator-options.ts'
import { createRuntime } from './emulator-runtime.ts'

/** An emulator without a server. */
export interface EmulatorHandler {
  readonly controls: EmulatorCore
  /** Handles a request, with the signature of `fetch`. Rejects with a `TypeError` for a connection fault. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>
}

/** Creates an emulator as a fetch handler in Node.js, for MSW, Playwright `route` and injected `fetch`. */
export function emulatorHandler(options: Omit<EmulatorOptions, 'port' | 'host'> = {}): EmulatorHandler {
  const checked = checkOptions('emulatorHandler', options)
  const { core, application } = createEmulator(checked, createRuntime(checked.now))
  return {
    controls: core,
    async fetch(input, init) {
      const request = new Request(input, init)
      const { response, complete } = application(toHttpRequest(request))
      const result = await response
      complete(result === connectionReset ? 0 : result.status)
      request.signal.throwIfAborted()
      if (result === connectionReset) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
      return toResponse(result)
    },
  }
}

function toHttpRequest(request: Request): HttpRequest {
  const { pathname, search, host } = new URL(request.url)
  return {
    method: request.method,
    target: pathname + search,
    headers: { host, ...Object.fromEntries(request.headers) },
    address: '127.0.0.1',
    async readBody(limit) {
      const text = await request.text()
      if (text.length <= limit) return text
      throw new ApiError(`The request body must be at most ${limit} bytes.`, { status: 413, code: 'REQUEST_TOO_LARGE' })
    },
    signal: request.signal,
  }
}

const statusesWithoutBody = [204, 304]

function toResponse({ status, headers, body }: HttpResponse): Response {
  if (statusesWithoutBody.includes(status)) return new Response(null, { status, headers })
  return new Response(typeof body === 'string' ? body : toStream(body), { status, headers })
}

function toStream(chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => void iterator.return?.(),
  })
}
