import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRejectionReport } from './rejection-report.ts'

function read(body: unknown, more: Record<string, string | undefined> = {}) {
  const headers: Record<string, string | undefined> = { 'content-type': 'application/json', ...more }
  return readRejectionReport({ header: (name) => headers[name], body: () => body })
}

const fingerprint = 'mPq1c0tJx2yR8a7V'
/** A report of exactly so many bytes. */
const reportOf = (bytes: number) => `{"rejected":"${fingerprint}"}`.padEnd(bytes)
async function* streamOf(text: string) {
  yield text.slice(0, 20)
  yield text.slice(20)
}

const withDetail = (detail: string) => ({ body: expect.stringContaining(JSON.stringify(detail)) })
const notReport = withDetail('The report is a JSON object whose "rejected" is the fingerprint of a token.')

/** A body whose sender stops after a few bytes; `released` records that the reader returned. */
function stalledBody() {
  const body = {
    released: false,
    sent: false,
    async next() {
      if (body.sent) return new Promise<never>(() => {})
      body.sent = true
      return { done: false, value: new TextEncoder().encode('{"rejec') }
    },
    async return() {
      body.released = true
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => body,
  }
  return body
}

describe('readRejectionReport', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('refuses a body that does not arrive within ten seconds, and releases it', async () => {
    const body = stalledBody()
    const reading = read(body)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(body.released).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await reading).toMatchObject({ status: 400, body: expect.stringContaining('"code":"bad-request"') })
    expect(await reading).toMatchObject(withDetail('The report did not arrive within 10 seconds.'))
    expect(body.released).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stops reading an endless body at its limit', async () => {
    let chunks = 0
    async function* endless() {
      for (;;) {
        chunks += 1
        yield new Uint8Array(512)
      }
    }
    expect(await read(endless())).toMatchObject({ status: 413 })
    expect(chunks).toBe(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('refuses a body that ends with an error', async () => {
    async function* broken() {
      yield new TextEncoder().encode('{"rejected":"mPq1c0tJx2yR8a7V"')
      throw new Error('ECONNRESET')
    }
    expect(await read(broken())).toMatchObject({ status: 400 })
  })

  it('refuses bytes that are not UTF-8', async () => {
    expect(await read(new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({ status: 400 })
  })

  it('accepts an object that a parser left', async () => {
    expect(await read({ rejected: 'mPq1c0tJx2yR8a7V' })).toEqual({ fingerprint: 'mPq1c0tJx2yR8a7V' })
    expect(await read(Object.create({ rejected: 'mPq1c0tJx2yR8a7V' }))).toMatchObject({ status: 400 })
  })

  it.each([undefined, 'text/plain', 'text/application/json', 'application/jsonp'])(
    'refuses the content type %s',
    async (type) => {
      const response = await read(reportOf(40), { 'content-type': type })
      expect(response).toMatchObject({ status: 415, ...withDetail('Send the report as application/json.') })
    },
  )

  it('refuses a body by its announced length without reading it', async () => {
    const body = stalledBody()
    const response = await read(body, { 'content-length': '1025' })
    expect(response).toMatchObject({ status: 413, ...withDetail('A report has at most 1024 bytes.') })
    expect(body.sent).toBe(false)
  })

  it.each([
    ['text', (text: string) => text],
    ['bytes', (text: string) => new TextEncoder().encode(text)],
    ['a stream of text', streamOf],
  ])('accepts 1024 bytes as %s, and refuses one more', async (_name, make) => {
    expect(await read(make(reportOf(1024)), { 'content-length': '1024' })).toEqual({ fingerprint })
    expect(await read(make(reportOf(1025)))).toMatchObject({ status: 413 })
  })

  it('reads a stream whose iterator cannot be released', async () => {
    let sent = false
    const next = async () => ({ done: sent, value: sent ? undefined : reportOf(40) })
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const result = await next()
          sent = true
          return result
        },
      }),
    }
    expect(await read(body)).toEqual({ fingerprint })
  })

  it.each([
    undefined,
    null,
    7,
    'null',
    '[]',
    '{}',
    `{"rejected":7}`,
    `{"rejected":"x${fingerprint}"}`,
    `{"rejected":"${fingerprint}x"}`,
    'no JSON',
  ])('refuses the body %j', async (body) => {
    expect(await read(body)).toMatchObject({ status: 400, ...notReport })
  })

  it('refuses text with a byte that is not UTF-8 inside a report', async () => {
    const bytes = new TextEncoder().encode(`{"rejected":"${fingerprint}","note":"?"}`)
    bytes[bytes.lastIndexOf(0x3f)] = 0xff
    expect(await read(bytes)).toMatchObject({ status: 400, ...notReport })
  })
})
