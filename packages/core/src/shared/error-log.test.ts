import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { createErrorLog } from './error-log.ts'
import { tokenError } from './error-table.ts'

const key = 'xx0a1b2c3d-1111-2222-3333-444455556666'

function unreadable(): never {
  throw new Error('a getter of the application')
}

function errorLog() {
  let now = 0
  const lines: string[] = []
  const log = createErrorLog({ now: () => now, write: (line) => lines.push(line) })
  return { log, lines, advance: (ms: number) => (now += ms) }
}

describe('createErrorLog', () => {
  it('writes one line with status, remedy and details of the response', () => {
    const { log, lines } = errorLog()
    const cause = { status: 403, errorCode: 'NOT_ALLOWED', requestId: 'r1', message: `no ${key}` }
    log(tokenError('coveo-refused', 'Coveo refused the call with status 403.', { cause }))
    expect(lines).toEqual([
      '[coveo-token] coveo-refused: Coveo refused the call with status 403. Check that the API key is active, belongs ' +
        'to this organization and holds every privilege in the grant. ' +
        '{"status":403,"errorCode":"NOT_ALLOWED","requestId":"r1","message":"no [redacted]"}',
    ])
  })

  it('writes every cause, also the addresses of a failed connection', () => {
    const { log, lines } = errorLog()
    const connect = (address: string) => new Error(`connect ECONNREFUSED ${address}:6398`)
    const several = Object.assign(new AggregateError([connect('::1'), connect('127.0.0.1')], ''), {
      code: 'ECONNREFUSED',
    })
    log(new TypeError('fetch failed', { cause: several }))
    for (const text of ['TypeError: fetch failed', '(ECONNREFUSED)', '::1:6398', '127.0.0.1:6398']) {
      expect(lines[0]).toContain(text)
    }
  })

  it('writes the causes of a cause', () => {
    const { log, lines } = errorLog()
    const cause = new TypeError('fetch failed', { cause: new Error('bad port') })
    log(tokenError('coveo-unreachable', 'Coveo could not be reached at 127.0.0.1:10080.', { cause }))
    expect(lines[0]).toMatch(/127\.0\.0\.1:10080.*fetch failed.*caused by: Error: bad port/s)
  })

  it('writes an error of another realm like one of this', () => {
    const { log, lines } = errorLog()
    log(runInNewContext(`new TypeError('fetch failed', { cause: new Error('bad port') })`))
    expect(lines[0]).toMatch(/TypeError: fetch failed.*caused by: Error: bad port/s)
  })

  it('writes a code once a minute, and another code at once', () => {
    const { log, lines, advance } = errorLog()
    for (let at = 0; at < 1000; at += 1) log(tokenError('coveo-timeout', 'Slow.'))
    log(tokenError('coveo-refused', 'No.'))
    advance(59_999)
    log(tokenError('coveo-timeout', 'Slow.'))
    expect(lines).toHaveLength(2)
    advance(1)
    log(tokenError('coveo-timeout', 'Slow.'))
    expect(lines).toHaveLength(3)
  })

  it('writes each reason of one code, however often another one occurs', () => {
    const { log, lines, advance } = errorLog()
    for (let minute = 0; minute < 3; minute += 1) {
      for (let at = 0; at < 100; at += 1) log(tokenError('coveo-refused', 'Coveo refused the call with status 403.'))
      log(tokenError('coveo-refused', 'Coveo refused the call with status 412.'))
      log(new Error('no session'))
      log(new Error('no database'))
      advance(60_000)
    }
    for (const reason of ['status 403', 'status 412', 'no session', 'no database']) {
      expect([reason, lines.filter((line) => line.includes(reason)).length]).toEqual([reason, 3])
    }
  })

  it('writes each cause of one message, however often another one occurs', () => {
    const { log, lines } = errorLog()
    const causes = [new Error('no database'), new Error('no directory'), { status: 400, message: 'no such provider' }]
    const failures = causes.map((cause) => tokenError('coveo-refused', 'Coveo refused the call.', { cause }))
    for (let at = 0; at < 100; at += 1) for (const failure of failures) log(failure)
    expect(lines).toHaveLength(3)
    for (const { message } of causes) expect(lines.join('\n')).toContain(message)
  })

  it('writes at most ten reasons of one code a minute, so that made-up ones do not flood the log', () => {
    const { log, lines, advance } = errorLog()
    for (let at = 0; at < 1000; at += 1) log(tokenError('coveo-refused', `Refused ${at}.`))
    expect(lines).toHaveLength(10)
    log(tokenError('coveo-timeout', 'Slow.'))
    expect(lines).toHaveLength(11)
    advance(60_000)
    log(tokenError('coveo-refused', 'Refused 999.'))
    expect(lines).toHaveLength(12)
  })

  it('writes the stack of an application error without its secrets', () => {
    const { log, lines } = errorLog()
    log(new TypeError(`cannot read session of ${key}, token eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl`))
    expect(lines[0]).toMatch(
      /^\[coveo-token\] internal: `user` or `shared` threw TypeError: cannot read session of \[redacted\]/,
    )
    expect(lines[0]).toContain('error-log.test.ts')
    expect(lines[0]).not.toContain('eyJ')
  })

  it('accepts every thrown value', () => {
    for (const thrown of [undefined, null, 'text', 42, { a: 1 }, Symbol('s')]) {
      const { log, lines } = errorLog()
      log(thrown)
      expect(lines).toHaveLength(1)
    }
  })

  it('writes an error of which some part cannot be read', () => {
    const parts = ['message', 'stack', 'cause', 'name', 'code']
    const hostile = parts.map((part) => Object.defineProperty(new Error('lost'), part, { get: () => unreadable() }))
    const proxy = new Proxy(new Error('lost'), { get: () => unreadable(), getPrototypeOf: () => unreadable() })
    const named = Object.defineProperty(new Error('lost'), 'message', { value: Symbol('not text') })
    for (const thrown of [...hostile, proxy, named]) {
      const { log, lines } = errorLog()
      log(thrown)
      expect(lines).toEqual([expect.stringMatching(/^\[coveo-token\] internal: `user` or `shared` threw /)])
    }
  })

  it('writes again after the clock is set back', () => {
    const { log, lines, advance } = errorLog()
    log(tokenError('closed', 'Closed.'))
    advance(-3_600_000)
    log(tokenError('closed', 'Closed.'))
    expect(lines).toHaveLength(2)
  })

  it('writes the type of a value that cannot be serialized', () => {
    const { log, lines } = errorLog()
    const circular: Record<string, unknown> = {}
    circular.self = circular
    log(circular)
    expect(lines).toEqual([expect.stringContaining('a value of type object')])
  })
})
