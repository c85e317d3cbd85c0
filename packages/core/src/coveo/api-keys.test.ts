import { describe, expect, it, vi } from 'vitest'
import { type ApiKey, createCallWithKey } from './api-keys.ts'
import { createCoveoClient } from './coveo-client.ts'
import { coveoClientFromEnv } from './coveo-client-from-env.ts'
import { coveoError } from './coveo-error.ts'

const organizationId = 'acme'

/** A Coveo that accepts these keys only; the test may change them. */
function coveoUnderTest(apiKey: ApiKey, accepted: string[]) {
  const sent: string[] = []
  const warnings: string[] = []
  let rotations = 0
  const client = createCoveoClient({
    organizationId,
    apiKey,
    maxAttempts: 1,
    onWarning: (warning) => warnings.push(warning),
    fetch: async (_url, init) => {
      const key = String(new Headers(init?.headers).get('authorization')).slice('Bearer '.length)
      sent.push(key)
      return accepted.includes(key) ? Response.json([]) : new Response('{}', { status: 401 })
    },
  })
  const call = () => client.getTokenPrivileges('token', { onKeyRotated: () => rotations++ })
  return { call, client, sent, warnings, accepted, rotations: () => rotations }
}

function thrower(): never {
  throw new Error('metrics')
}

describe('the option apiKey of createCoveoClient', () => {
  it('sends the current key while Coveo accepts it', async () => {
    const { call, sent, rotations } = coveoUnderTest(['current', 'previous'], ['current', 'previous'])
    await call()
    await call()
    expect(sent).toEqual(['current', 'current'])
    expect(rotations()).toBe(0)
  })

  it('sends the previous key once the current one was refused, and says so once', async () => {
    const { call, sent, warnings, rotations } = coveoUnderTest(['current', 'previous'], ['previous'])
    await call()
    await call()
    expect(sent).toEqual(['current', 'previous', 'previous'])
    expect(warnings).toEqual([expect.stringMatching(/refused an API key and accepted another/)])
    expect(warnings.join()).not.toMatch(/current|previous/)
    expect(rotations()).toBe(1)
  })

  it('resolves with the result also if `onKeyRotated` throws or rejects', async () => {
    for (const onKeyRotated of [() => Promise.reject(new Error('metrics')), () => thrower()]) {
      const { client } = coveoUnderTest(['current', 'previous'], ['previous'])
      expect(await client.getTokenPrivileges('token', { onKeyRotated: onKeyRotated as () => void })).toEqual([])
    }
  })

  it('rejects after four keys of a function that returns another one each time', async () => {
    let key = 0
    const { call, sent } = coveoUnderTest(() => `key${++key}`, [])
    await expect(call()).rejects.toMatchObject({ code: 'coveo-refused', status: 401 })
    expect(sent).toEqual(['key1', 'key2', 'key3', 'key4'])
  })

  it('returns to the current key when Coveo refuses the previous one', async () => {
    const { call, sent, accepted } = coveoUnderTest(['current', 'previous'], ['previous'])
    await call()
    accepted.splice(0, 1, 'current')
    await call()
    await call()
    expect(sent).toEqual(['current', 'previous', 'previous', 'current', 'current'])
  })

  it('rejects with the refusal of the first key if Coveo refuses both, after one attempt with each', async () => {
    const { call, sent, warnings, rotations } = coveoUnderTest(['current', 'previous'], [])
    await expect(call()).rejects.toMatchObject({ code: 'coveo-refused', status: 401 })
    expect(sent).toEqual(['current', 'previous'])
    expect([warnings, rotations()]).toEqual([[], 0])
  })

  it('rejects with the refusal if the attempt with the next key fails otherwise', async () => {
    const callWithKey = createCallWithKey(['current', 'previous'], 5_000)
    const refusal = coveoError({
      status: 401,
      header: () => null,
      text: '{}',
      secrets: [],
      elapsedMs: 0,
      receivedAt: 0,
    })
    const called = callWithKey(
      async (key) => {
        throw key === 'current' ? refusal : new Error('fetch failed')
      },
      () => {},
    )
    await expect(called).rejects.toBe(refusal)
  })

  it.each([403, 404, 412, 429, 500])('sends no other key after status %i', async (status) => {
    const keys: string[] = []
    const callWithKey = createCallWithKey(['current', 'previous'], 5_000)
    const called = callWithKey(
      async (key) => {
        keys.push(key)
        throw coveoError({ status, header: () => null, text: '{}', secrets: [], elapsedMs: 0, receivedAt: 0 })
      },
      () => {},
    )
    await expect(called).rejects.toMatchObject({ status })
    expect(keys).toEqual(['current'])
  })

  it('calls a function at the first call, and again after a refusal', async () => {
    let reads = 0
    const vault = ['first', 'second']
    const { call, sent, accepted, rotations } = coveoUnderTest(
      async () => vault[Math.min(reads++, 1)] as string,
      ['first'],
    )
    expect(reads).toBe(0)
    await call()
    await call()
    expect(reads).toBe(1)
    accepted.splice(0, 1, 'second')
    await call()
    expect(sent).toEqual(['first', 'first', 'first', 'second'])
    expect([reads, rotations()]).toEqual([2, 1])
  })

  it('calls a function once for all calls at the same time, and once when all of them are refused', async () => {
    let reads = 0
    const { call, sent, accepted } = coveoUnderTest(async () => ['first', 'second'][reads++] as string, ['first'])
    const calls = Array.from({ length: 20 }, call)
    await Promise.all(calls)
    expect(reads).toBe(1)
    accepted.splice(0, 1, 'second')
    await Promise.all(Array.from({ length: 20 }, call))
    expect(reads).toBe(2)
    expect(sent.slice(-20)).toEqual(Array(20).fill('second'))
  })

  it('rejects with configuration if the function fails or returns no key, and calls it again', async () => {
    const results = [() => Promise.reject(new Error('the vault is sealed')), () => '', () => 'first']
    const { call, sent } = coveoUnderTest(() => (results.shift() as () => string)(), ['first'])
    const error = await call().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'configuration', cause: { message: 'the vault is sealed' } })
    await expect(call()).rejects.toMatchObject({ code: 'configuration' })
    await call()
    expect(sent).toEqual(['first'])
  })

  it('rejects with application-timeout if the function never settles, and calls it again', async () => {
    vi.useFakeTimers()
    try {
      const results: (() => string | Promise<string>)[] = [() => new Promise(() => undefined), () => 'first']
      const { call, sent } = coveoUnderTest(() => (results.shift() as () => string)(), ['first'])
      const stuck = expect(call()).rejects.toMatchObject({ code: 'application-timeout', retryable: true })
      await vi.advanceTimersByTimeAsync(5_001)
      await stuck
      await call()
      expect(sent).toEqual(['first'])
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([[[]], [['']], [['key', 'with space']], [[undefined]], [undefined], [7]])('throws for %j', (apiKey) => {
    expect(() => createCoveoClient({ organizationId, apiKey: apiKey as never })).toThrow(
      /^`apiKey` must be a Coveo API key/,
    )
  })

  it('has a scope that a new key in front of the previous one leaves alone', () => {
    const scopeOf = (apiKey: ApiKey) => createCoveoClient({ organizationId, apiKey }).scope
    expect(scopeOf(['new', 'old'])).toBe(scopeOf('old'))
    expect(scopeOf(['new', undefined])).toBe(scopeOf('new'))
    expect(scopeOf(() => 'old')).toBe(scopeOf(() => 'new'))
    expect(new Set([scopeOf('old'), scopeOf('new'), scopeOf(() => 'old')]).size).toBe(3)
  })
})

describe('COVEO_API_KEY_PREVIOUS', () => {
  const [current, previous] = ['xx00000000-0000-0000-0000-000000000001', 'xx00000000-0000-0000-0000-000000000002']

  it('is tried when Coveo refuses COVEO_API_KEY', async () => {
    const sent: unknown[] = []
    const env = { COVEO_ORGANIZATION_ID: organizationId, COVEO_API_KEY: current, COVEO_API_KEY_PREVIOUS: previous }
    const client = coveoClientFromEnv({
      env,
      onWarning: () => {},
      fetch: async (_url, init) => {
        const key = new Headers(init?.headers).get('authorization')
        sent.push(key)
        return key === `Bearer ${previous}` ? Response.json([]) : new Response('{}', { status: 401 })
      },
    })
    await client.getTokenPrivileges('token')
    expect(sent).toEqual([`Bearer ${current}`, `Bearer ${previous}`])
  })

  it('is named, without its value, if it looks malformed', () => {
    const env = { COVEO_ORGANIZATION_ID: organizationId, COVEO_API_KEY: current, COVEO_API_KEY_PREVIOUS: 'secret' }
    const read = () => coveoClientFromEnv({ env }).scope
    expect(read).toThrow(/COVEO_API_KEY_PREVIOUS looks malformed/)
    expect(read).not.toThrow(/secret/)
  })
})
