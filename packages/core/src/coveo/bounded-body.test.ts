import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { maxBodyBytes, readBoundedBody } from './bounded-body.ts'

/** A body of `total` bytes in chunks of 64 KiB, which counts what was read from it. */
function bodyOf(total: number) {
  const seen = { read: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(65_536, total - seen.read)
      if (size === 0) return controller.close()
      seen.read += size
      controller.enqueue(new Uint8Array(size).fill(0x61))
    },
    cancel() {
      seen.cancelled = true
    },
  })
  return { seen, stream }
}

describe('readBoundedBody', () => {
  it('reads text across chunks that split a character', async () => {
    const bytes = new TextEncoder().encode('é€😀')
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await readBoundedBody(new Response(stream))).toBe('é€😀')
    expect(await readBoundedBody(new Response(null))).toBe('')
  })

  it('reads up to the limit', async () => {
    expect(await readBoundedBody(new Response(bodyOf(maxBodyBytes).stream))).toHaveLength(maxBodyBytes)
  })

  it('stops one byte above the limit and closes the connection', async () => {
    const { seen, stream } = bodyOf(40_000_000)
    await expect(readBoundedBody(new Response(stream))).rejects.toMatchObject({ code: 'coveo-bad-response' })
    expect(seen.cancelled).toBe(true)
    expect(seen.read).toBeLessThan(maxBodyBytes + 3 * 65_536)
  })

  it('does not read a body whose content-length exceeds the limit', async () => {
    const { seen, stream } = bodyOf(40_000_000)
    const response = new Response(stream, { headers: { 'content-length': '40000000' } })
    await expect(readBoundedBody(response)).rejects.toMatchObject({ code: 'coveo-bad-response' })
    expect(seen.read).toBeLessThanOrEqual(65_536)
    expect(seen.cancelled).toBe(true)
  })

  it('cuts the body of a failed response', async () => {
    const { seen, stream } = bodyOf(40_000_000)
    expect((await readBoundedBody(new Response(stream, { status: 503 }))).length).toBeLessThanOrEqual(maxBodyBytes)
    expect(seen.cancelled).toBe(true)
  })

  it('reads the body of a fetch function with streams of Node, and destroys one that is too long', async () => {
    const responseWith = (body: Readable) => ({ ok: true, headers: new Headers(), body }) as unknown as Response
    expect(await readBoundedBody(responseWith(Readable.from([Buffer.from('{"a":'), Buffer.from('1}')])))).toBe(
      '{"a":1}',
    )
    const long = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(65_536)))
    await expect(readBoundedBody(responseWith(long))).rejects.toMatchObject({ code: 'coveo-bad-response' })
    expect(long.destroyed).toBe(true)
  })

  it('reads the body of a fetch function without streams', async () => {
    const responseWith = (text: string) =>
      ({ ok: true, headers: new Headers(), text: async () => text }) as unknown as Response
    expect(await readBoundedBody(responseWith('{"a":1}'))).toBe('{"a":1}')
    const long = 'a'.repeat(maxBodyBytes + 1)
    await expect(readBoundedBody(responseWith(long))).rejects.toMatchObject({ code: 'coveo-bad-response' })
  })
})
