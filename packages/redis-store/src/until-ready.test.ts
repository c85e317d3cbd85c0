import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { untilReady } from './until-ready.ts'

function clientWith(status?: string, connect: () => Promise<unknown> = () => Promise.resolve()) {
  return Object.assign(new EventEmitter(), { ...(status !== undefined && { status }), connect: vi.fn(connect) })
}

function listenersOf(client: EventEmitter) {
  return client.eventNames()
}

describe('untilReady', () => {
  it.each([undefined, 'ready'])('resolves at once for the status %s', async (status) => {
    const client = clientWith(status)
    await untilReady(client)
    expect(client.connect).not.toHaveBeenCalled()
  })

  it('resolves when a client that connects is ready, and keeps no listener', async () => {
    const client = clientWith('connecting')
    const ready = untilReady(client)
    client.emit('ready')
    await ready
    expect(client.connect).not.toHaveBeenCalled()
    expect(listenersOf(client)).toEqual([])
  })

  it('connects a client that waits for its first command', async () => {
    const client = clientWith('wait')
    const ready = untilReady(client)
    expect(client.connect).toHaveBeenCalledOnce()
    client.emit('ready')
    await ready
  })

  it.each([
    ['its error', 'error', new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
    ['its end', 'end', undefined, 'The client of Redis is closed.'],
  ])('rejects with the reason of %s, and keeps no listener', async (_name, event, error, message) => {
    const client = clientWith('reconnecting')
    const ready = untilReady(client)
    client.emit(event, error)
    await expect(ready).rejects.toThrow(message)
    expect(listenersOf(client)).toEqual([])
  })

  it('rejects with the reason of a connection that fails', async () => {
    const client = clientWith('wait', () => Promise.reject(new Error('WRONGPASS')))
    await expect(untilReady(client)).rejects.toThrow('WRONGPASS')
  })

  it('rejects for a client that is closed', async () => {
    await expect(untilReady(clientWith('end'))).rejects.toThrow('The client of Redis is closed.')
  })
})
