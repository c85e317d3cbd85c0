import { describe, expect, it, vi } from 'vitest'
import { createTabChannel } from './tabs/tab-channel.ts'
import { createTokenSource } from './token-source.ts'

vi.mock('#error-words', () => import('./errors/error-words.development.ts'))

describe('createTokenSource and createTabChannel in development', () => {
  it.each([
    [{ endpoint: 5 }, '`endpoint` must be a string.'],
    [{ endpoint: new URL('http://app.test/') }, '`endpoint` must be a string.'],
    [{ credentials: true }, '`credentials` must be a string.'],
    [{ headers: 'x-csrf: 1' }, '`headers` must be an object or a function.'],
    [{ headers: null }, '`headers` must be an object or a function.'],
    [{ fetch: {} }, '`fetch` must be a function.'],
    [{ tabs: true }, '`tabs` must be an object from createTabChannel.'],
    [{ tabs: createTabChannel }, '`tabs` must be an object from createTabChannel.'],
  ])('throws a TypeError that names the option and the fix: %o', (options, message) => {
    expect(() => createTokenSource(options as never)).toThrow(new TypeError(message))
  })

  it('accepts undefined for every option', () => {
    const options = {
      endpoint: undefined,
      credentials: undefined,
      headers: undefined,
      fetch: undefined,
      tabs: undefined,
    }
    expect(() => createTokenSource(options)).not.toThrow()
  })

  it('throws a TypeError for a session that is no string', () => {
    expect(() => createTabChannel({ session: 5 as never })).toThrow(new TypeError('`session` must be a string.'))
    expect(() => createTabChannel({ session: undefined })).not.toThrow()
  })
})
