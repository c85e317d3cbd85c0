import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isTokenError } from '../shared/token-error.ts'
import { coveoClientFromEnv } from './coveo-client-from-env.ts'

const good = { COVEO_ORGANIZATION_ID: 'acme', COVEO_API_KEY: 'xx590a182c-5045-4914-a00b-1f4099581b3e' }

/** The error of the first use. */
function problemsOf(env: Record<string, unknown>) {
  try {
    void coveoClientFromEnv({ env }).organizationId
  } catch (error) {
    if (isTokenError(error)) return error
  }
  throw new Error('the settings were accepted')
}

describe('coveoClientFromEnv', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('reads the four variables', () => {
    const client = coveoClientFromEnv({ env: { ...good, COVEO_REGION: 'eu' } })
    expect(client.organizationId).toBe('acme')
    expect(client.scope).toContain('https://platform-eu.cloud.coveo.com')
    const env = { ...good, COVEO_ENDPOINT: 'http://127.0.0.1:4400' }
    expect(coveoClientFromEnv({ env }).scope).toContain('http://127.0.0.1:4400')
  })

  it('reads the environment of the process by default', () => {
    for (const [name, value] of Object.entries({ ...good, COVEO_REGION: 'ca' })) vi.stubEnv(name, value)
    expect(coveoClientFromEnv().scope).toContain('platform-ca')
  })

  it('treats blank values as missing, and trims', () => {
    const env = { ...good, COVEO_ORGANIZATION_ID: ' acme\n', COVEO_REGION: '', COVEO_ENDPOINT: '  ' }
    const client = coveoClientFromEnv({ env })
    expect(client.organizationId).toBe('acme')
    expect(client.scope).toContain('https://platform.cloud.coveo.com')
  })

  it('reports every problem at once and no value', () => {
    const error = problemsOf({ COVEO_API_KEY: 'swordfish', COVEO_REGION: 'mars', COVEO_ENDPOINT: 'somewhere' })
    expect(error).toMatchObject({ code: 'configuration', retryable: false })
    for (const sentence of [error.message, error.remedy]) {
      for (const name of ['COVEO_ORGANIZATION_ID', 'COVEO_API_KEY', 'COVEO_REGION', 'COVEO_ENDPOINT']) {
        expect(sentence).toContain(name)
      }
    }
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/swordfish|mars|somewhere/)
  })

  it('names the missing variables', () => {
    expect(problemsOf({}).message).toMatch(/COVEO_ORGANIZATION_ID is missing.*COVEO_API_KEY is missing/)
    expect(problemsOf({ COVEO_ORGANIZATION_ID: '', COVEO_API_KEY: ' ' }).message).toMatch(
      /ID is missing.*KEY is missing/,
    )
  })

  it.each([
    '590a182c-5045-4914-a00b-1f4099581b3e',
    'x590a182c-5045-4914-a00b-1f4099581b3e',
    'xxXXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX',
    '"xx590a182c-5045-4914-a00b-1f4099581b3e"',
    'xx590a182c-5045-4914-a00b-1f4099581b3',
    'xx590a182c-5045-4914-a00b-1f4099581b3e0',
  ])('rejects the malformed key %s', (key) => {
    expect(problemsOf({ ...good, COVEO_API_KEY: key }).message).toMatch(/COVEO_API_KEY looks malformed/)
  })

  it.each(['coveo.test', '/path', 'ftp://coveo.test', 'https://u:p@coveo.test', 'https://coveo.test?x=1'])(
    'rejects the endpoint %s',
    (url) => {
      expect(problemsOf({ ...good, COVEO_ENDPOINT: url }).message).toMatch(/COVEO_ENDPOINT is not usable/)
    },
  )

  it.each(['acme/../evil', 'acme?x', 'https://acme', 'a b'])('rejects the organization id %s', (id) => {
    expect(problemsOf({ ...good, COVEO_ORGANIZATION_ID: id }).message).toMatch(/COVEO_ORGANIZATION_ID is not/)
  })

  it('lets an option win over its variable, and ignores an undefined option', () => {
    const env = { ...good, COVEO_REGION: 'eu' }
    expect(coveoClientFromEnv({ env, region: 'au' }).scope).toContain('platform-au')
    const undefinedOptions = { region: undefined, baseUrl: undefined, timeoutMs: undefined, fetch: undefined }
    expect(coveoClientFromEnv({ env, ...undefinedOptions }).scope).toContain('platform-eu')
  })

  it('reads nothing before its first use, and then reads once', async () => {
    const env: Record<string, unknown> = {}
    const fetch = vi.fn(async () => new Response('[]'))
    const client = coveoClientFromEnv({ env, fetch })
    Object.assign(env, good)
    expect(await client.listPlatformTokenPrivileges()).toEqual([])
    env.COVEO_ORGANIZATION_ID = 'other'
    expect(client.organizationId).toBe('acme')
    await client.getTokenPrivileges('token')
    expect(String(fetch.mock.calls.flat()[2])).toContain('/organizations/acme/')
  })

  it('rejects each call with every problem', async () => {
    const client = coveoClientFromEnv({ env: {} })
    const calls = [
      () => client.createSearchToken({ userIds: [] as never }),
      () => client.createPlatformToken({ privileges: [] }),
      () => client.listPlatformTokenPrivileges(),
      () => client.getTokenPrivileges('token'),
    ]
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        code: 'configuration',
        message: expect.stringMatching(/COVEO_ORGANIZATION_ID is missing.*COVEO_API_KEY is missing/),
      })
    }
    expect(() => client.scope).toThrow(/COVEO_API_KEY is missing/)
  })

  it('ignores other names with values of any type', () => {
    const bindings = { MODE: 'development', DEV: true, SESSIONS: { get() {} }, PORT: 4401, SYMBOL: Symbol('s') }
    const env = Object.defineProperty({ ...bindings, ...good }, 'HOME', {
      enumerable: true,
      get() {
        throw new Error('permission denied')
      },
    })
    expect(coveoClientFromEnv({ env }).organizationId).toBe('acme')
  })

  it('reads the variables of another organization by their prefix', () => {
    const env = {
      COVEO_SANDBOX_ORGANIZATION_ID: 'acme-sandbox',
      COVEO_SANDBOX_API_KEY: good.COVEO_API_KEY,
      COVEO_SANDBOX_REGION: 'eu',
      ...good,
    }
    const client = coveoClientFromEnv({ env, prefix: 'COVEO_SANDBOX_' })
    expect(client.organizationId).toBe('acme-sandbox')
    expect(client.scope).toContain('platform-eu')
    const lacking = coveoClientFromEnv({ env: good, prefix: 'COVEO_SANDBOX_' })
    expect(() => lacking.organizationId).toThrow(/COVEO_SANDBOX_ORGANIZATION_ID is missing/)
    expect(() => coveoClientFromEnv({ prefix: 'COVEO-SANDBOX' })).toThrow(/^`prefix` must/)
  })
})
