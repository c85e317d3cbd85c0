import { describe, expect, it, onTestFinished } from 'vitest'
import { logEntry } from '../requests/log-entry.test.support.ts'
import { createRequestLog } from '../requests/request-log.ts'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { eventStream } from './event-stream.ts'

function open({ after = 0, capacity = 10 } = {}) {
  const log = createRequestLog({ capacity })
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const stream = eventStream({ log, subscribe: () => () => undefined }, { after, signal: stop.signal })
  const add = (count: number) => {
    for (let request = 0; request < count; request += 1) log.add(logEntry({ path: '/' }))
  }
  /** Reads the next `count` events. Returns the sequences of their requests. */
  const read = async (count: number) => {
    const sequences: number[] = []
    while (sequences.length < count) {
      const { value = '' } = await stream.next()
      const [, id] = /^id: (\d+)$/m.exec(value) ?? []
      if (id !== undefined) sequences.push(Number(id))
    }
    return sequences
  }
  return { log, stream, add, read }
}

describe('eventStream', () => {
  it('holds no requests for a client that does not read: it sends those that the log still has', async () => {
    const { stream, add, read } = open()
    await stream.next()
    add(1000)
    expect(await read(10)).toEqual([991, 992, 993, 994, 995, 996, 997, 998, 999, 1000])
    add(1)
    expect(await read(1)).toEqual([1001])
  })

  it('sends every request of a log with many pages', async () => {
    const { add, read } = open({ capacity: 250 })
    add(250)
    expect(await read(250)).toHaveLength(250)
  })

  it('goes on after the log was cleared, and after an emulator with more requests', async () => {
    const { log, add, read } = open({ after: 7 })
    add(2)
    expect(await read(2)).toEqual([1, 2])
    log.clear()
    add(2)
    expect(await read(2)).toEqual([1, 2])
  })

  it('resumes after the last event of a client that reconnects', async () => {
    const { emulator, send } = await openEmulator()
    for (let request = 0; request < 3; request += 1) await send('/nowhere')
    const stop = new AbortController()
    const { body } = await fetch(`${emulator.url}/__emulator/events?after=0`, {
      headers: { 'Last-Event-ID': '2' },
      signal: stop.signal,
    })
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('"sequence":3')) text += (await reader?.read())?.value ?? ''
    expect(text).not.toContain('"sequence":1')
    expect(text).not.toContain('"sequence":2')
    stop.abort()
  })
})
