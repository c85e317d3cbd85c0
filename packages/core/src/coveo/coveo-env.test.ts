import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isTokenError } from '../shared/token-error.ts'
import { coveoClientFromEnv, type Environment } from './coveo-env.ts'

const good = { COVEO_ORGANIZATION_ID: 'acme', COVEO_API_KEY: 'xx590a182c-5045-4914-a00b-1f4099581b3e' }

function problemsOf(env: Environment) {
  try {
    coveoClientFromEnv(env)
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
    const client = coveoClientFromEnv({ ...good, COVEO_REGION: 'eu' })
    expect(client.organizationId).toBe('acme')
    expect(client.scope).toContain('https://platform-eu.cloud.coveo.com')
    expect(coveoClientFromEnv({ ...good, COVEO_ENDPOINT: 'http://127.0.0.1:4400' }).scope).toContain(
      'http://127.0.0.1:4400',
    )
  })

  it('reads the environment of the process by default', () => {
    for (const [name, value] of Object.entries({ ...good, COVEO_REGION: 'ca' })) vi.stubEnv(name, value)
    expect(coveoClientFromEnv().scope).toContain('platform-ca')
  })

  it('takes blanks for nothing, and trims', () => {
    const client = coveoClientFromEnv({
      ...good,
      COVEO_ORGANIZATION_ID: ' acme\n',
      COVEO_REGION: '',
      COVEO_ENDPOINT: '  ',
    })
    expect(client.organizationId).toBe('acme')
    expect(client.scope).toContain('https://platform.cloud.coveo.com')
  })

  it('reports every problem at once, and no value', () => {
    const error = problemsOf({ COVEO_API_KEY: 'swordfish', COVEO_REGION: 'mars', COVEO_ENDPOINT: 'somewhere' })
    expect(error).toMatchObject({ code: 'configuration', retryable: false })
    for (const said of [error.message, error.remedy]) {
      for (const name of ['COVEO_ORGANIZATION_ID', 'COVEO_API_KEY', 'COVEO_REGION', 'COVEO_ENDPOINT']) {
        expect(said).toContain(name)
      }
    }
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/swordfish|mars|somewhere/)
  })

  it('says what is missing', () => {
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
  ])('finds the key %s malformed', (key) => {
    expect(problemsOf({ ...good, COVEO_API_KEY: key }).message).toMatch(/COVEO_API_KEY looks malformed/)
  })

  it.each(['coveo.test', '/path', 'ftp://coveo.test', 'https://u:p@coveo.test', 'https://coveo.test?x=1'])(
    'finds the endpoint %s unusable',
    (url) => {
      expect(problemsOf({ ...good, COVEO_ENDPOINT: url }).message).toMatch(/COVEO_ENDPOINT is not usable/)
    },
  )

  it.each(['acme/../evil', 'acme?x', 'https://acme', 'a b'])('finds the organization id %s wrong', (id) => {
    expect(problemsOf({ ...good, COVEO_ORGANIZATION_ID: id }).message).toMatch(/COVEO_ORGANIZATION_ID is not/)
  })

  it('lets code override the environment', () => {
    expect(coveoClientFromEnv(good, { region: 'au' }).scope).toContain('platform-au')
  })
})
