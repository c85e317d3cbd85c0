import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { play } from './transport-play.test.fixture.ts'

describe('createTransport, when the network fails', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-08-04T10:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('retries after a network error, and redacts its message', async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const { fetch, send } = play([new TypeError('fetch failed: https://h/?accessToken=swordfish', { cause })])
    const sent = send()
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(sent.error).toMatchObject({
      code: 'coveo-unreachable',
      cause: { code: 'ECONNREFUSED', message: 'fetch failed: https://h/?accessToken=[redacted]' },
    })
  })

  it('names the host and port that could not be reached, and keeps the causes', async () => {
    const addresses = ['::1', '127.0.0.1'].map((address) => new Error(`connect ECONNREFUSED ${address}:443`))
    const aggregate = Object.assign(new AggregateError(addresses, ''), { code: 'ECONNREFUSED' })
    const { send } = play([new TypeError('fetch failed', { cause: aggregate })], { maxAttempts: 1 })
    const sent = send()
    await sent.done
    expect(sent.error).toMatchObject({
      message: 'Coveo could not be reached at search.test:443.',
      cause: { message: 'fetch failed', code: 'ECONNREFUSED', cause: { errors: addresses } },
    })
  })

  it('reads the error of another realm', async () => {
    const foreign = runInNewContext(
      `new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })`,
    )
    const { send } = play([foreign], { maxAttempts: 1, fetch: async () => Promise.reject(foreign) })
    const sent = send()
    await sent.done
    expect(sent.error).toMatchObject({
      code: 'coveo-unreachable',
      cause: { message: 'fetch failed', code: 'ECONNREFUSED', cause: { message: 'connect' } },
    })
  })

  it('keeps the reason of a fetch function that aborts by itself', async () => {
    const { send } = play([new DOMException('The connection pool was closed.', 'AbortError')], { maxAttempts: 1 })
    const sent = send()
    await sent.done
    expect(sent.error).toMatchObject({
      code: 'coveo-unreachable',
      cause: { name: 'AbortError', message: 'The connection pool was closed.' },
    })
  })

  it('reports a thrown value that is not an error', async () => {
    const { send } = play([], { maxAttempts: 1, fetch: () => Promise.reject({ token: 'opaque', status: 1 }) })
    const sent = send()
    await sent.done
    expect(sent.error).toMatchObject({
      code: 'coveo-unreachable',
      cause: { message: 'A value of type object was thrown.', cause: { token: '[redacted]', status: 1 } },
    })
  })
})
