import { describe, expect, it } from 'vitest'
import { emailUser, mintToken, openCommand } from '../testing/run-command.test.support.ts'

describe('coveo-token privileges list', () => {
  it('lists the privileges that platform tokens can hold, with what each allows', async () => {
    const { coveo, run } = await openCommand()
    const { out, exitCode } = await run(['privileges', 'list'], {
      env: { COVEO_API_KEY: coveo.apiKeys.organizationView },
    })
    expect(exitCode).toBe(0)
    expect(out).toMatch(/SEARCH_API:EXECUTE_QUERY +Run queries/)
    expect(out).toMatch(/USAGE_ANALYTICS:ANALYTICS_DATA:EDIT +\S/)
  })

  it('exits with 1 and the remedy if the key may not list them', async () => {
    const { run } = await openCommand()
    const { out, exitCode } = await run(['privileges', 'list'])
    expect(exitCode).toBe(1)
    expect(out).toMatch(/failed +Coveo refused the call with status 401/)
    expect(out).toMatch(/fix +Check that the API key.* use a Custom key with View on Organization\./)
  })

  it('names the region of the organization', async () => {
    const { run } = await openCommand({ settings: { region: 'eu' } })
    const { json, exitCode } = await run(['privileges', 'list', '--json'])
    expect(exitCode).toBe(1)
    expect(json().error.remedy).toBe('This organization is in eu: set COVEO_REGION=eu.')
  })
})

describe('coveo-token privileges of', () => {
  it('lists the privileges of the token on the standard input', async () => {
    const { coveo, run } = await openCommand()
    const token = await mintToken(coveo, { userIds: [emailUser('asmith@example.com')] })
    const { json, exitCode } = await run(['privileges', 'of', '--json'], { input: token })
    expect(exitCode).toBe(0)
    expect(json()).toMatchObject({
      kind: 'search-token',
      privileges: expect.arrayContaining([
        { privilege: 'SEARCH_API:EXECUTE_QUERY', allows: expect.stringContaining('Run queries') },
      ]),
    })
  })

  it('authorizes a piped API key by itself', async () => {
    const { coveo, run } = await openCommand()
    const { out } = await run(['privileges', 'of'], {
      env: { COVEO_API_KEY: undefined },
      input: coveo.apiKeys.usageAnalytics,
    })
    expect(out).toContain('USAGE_ANALYTICS:IMPERSONATE')
  })
})
