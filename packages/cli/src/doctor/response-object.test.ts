import { describe, expect, it, vi } from 'vitest'
import { responseObject } from './response-object.ts'

describe('responseObject', () => {
  it.each([
    ['an object', '{"expiresIn":60}', { expiresIn: 60 }],
    ['a list', '[1]', {}],
    ['a page', '<p>', {}],
    ['nothing', null, {}],
  ])('reads %s', async (_name, body, object) => {
    expect(await responseObject(new Response(body))).toEqual(object)
  })

  it('reads at most 1 MiB of an endless body, and ends its connection', async () => {
    const cancel = vi.fn()
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        if (sent > 4_000_000) throw new Error('The body was read on.')
        controller.enqueue(new Uint8Array(65_536).fill(32))
      },
      cancel,
    })
    expect(await responseObject(new Response(endless))).toEqual({})
    expect(cancel).toHaveBeenCalledTimes(1)
  })

  it('rejects when the connection breaks', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) })
    await expect(responseObject(new Response(broken))).rejects.toThrow('terminated')
  })
})
