import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRejectionReport } from './rejection-report.ts'

const headers = new Map([['content-type', 'application/json']])

function read(body: unknown) {
  return readRejectionReport({ header: (name) => headers.get(name), body: () => body })
}

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
})
