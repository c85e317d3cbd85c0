import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { endOnClosedOutput } from './end-on-closed-output.ts'

describe('endOnClosedOutput', () => {
  it('ignores that the reader of the output is gone, and no other error', () => {
    const stream = new EventEmitter()
    endOnClosedOutput(stream)
    const fail = (code: string) => stream.emit('error', Object.assign(new Error(code), { code }))
    expect(fail('EPIPE')).toBe(true)
    expect(() => fail('ENOSPC')).toThrow('ENOSPC')
  })
})
