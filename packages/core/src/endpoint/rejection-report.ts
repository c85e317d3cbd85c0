import type { EndpointRequest, EndpointResponse } from './endpoint-exchange.ts'
import { problem } from './problem.ts'

/** Many times the size of a report. */
const maxBytes = 1024
const maxReadMs = 10_000

const notJson = problem('bad-request', { status: 415, detail: 'Send the report as application/json.' })
const tooLarge = problem('bad-request', { status: 413, detail: `A report has at most ${maxBytes} bytes.` })
const tooSlow = problem('bad-request', { detail: `The report did not arrive within ${maxReadMs / 1000} seconds.` })
const notReport = problem('bad-request', {
  detail: 'The report is a JSON object whose "rejected" is the fingerprint of a token.',
})

type Chunk = Uint8Array | string

/** Reads the fingerprint that a POST reports as rejected. Resolves with a problem response if the body is not a report. */
export async function readRejectionReport(
  request: Pick<EndpointRequest, 'header' | 'body'>,
): Promise<{ readonly fingerprint: string } | EndpointResponse> {
  // A form of another site cannot send this type.
  if (!/^application\/json\s*(;|$)/i.test(request.header('content-type') ?? '')) return notJson
  if (Number(request.header('content-length') ?? 0) > maxBytes) return tooLarge
  const body = await read(request.body())
  if (body === tooLarge) return tooLarge
  if (body === tooSlow) return tooSlow
  const fingerprint = rejectedOf(body)
  return fingerprint === undefined ? notReport : { fingerprint }
}

function rejectedOf(body: unknown): string | undefined {
  if (!Object.hasOwn(Object(body), 'rejected')) return undefined
  const { rejected } = body as { rejected: unknown }
  return typeof rejected === 'string' && /^[\w-]{16}$/.test(rejected) ? rejected : undefined
}

async function read(body: unknown): Promise<unknown> {
  if (typeof body === 'string' || ArrayBuffer.isView(body)) return parse(toBytes(body as Chunk))
  if (!isStream(body)) return body
  const chunks = body[Symbol.asyncIterator]()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<typeof tooSlow>((resolve) => {
    timer = setTimeout(() => resolve(tooSlow), maxReadMs)
  })
  try {
    return await Promise.race([collect(chunks), late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
    // Not awaited: an iterator that waits for its sender does not settle.
    void chunks.return?.().catch(() => {})
  }
}

async function collect(chunks: AsyncIterator<Chunk>): Promise<unknown> {
  const all = new Uint8Array(maxBytes)
  let size = 0
  for (;;) {
    const { done, value } = await chunks.next()
    if (done) return parse(all.subarray(0, size))
    const chunk = toBytes(value)
    if (size + chunk.byteLength > maxBytes) return tooLarge
    all.set(chunk, size)
    size += chunk.byteLength
  }
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.byteLength > maxBytes) return tooLarge
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function toBytes(chunk: Chunk): Uint8Array {
  return typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
}

function isStream(body: unknown): body is AsyncIterable<Chunk> {
  return Symbol.asyncIterator in Object(body)
}
