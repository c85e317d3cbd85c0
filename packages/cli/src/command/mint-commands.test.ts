import { describe, expect, it } from 'vitest'
import { openCommand } from '../testing/run-command.test.support.ts'

const everyField = [
  ...['--identity', 'ACME\\asmith,AD Provider', '--user', 'asmith@example.com', '--anonymous'],
  ...['--identity', 'Smith, Alice,LDAP,Group', '--display-name', 'Alice', '--group', 'staff', '--group', 'support'],
  ...['--profile-of', 'bjones', '--filter', '@source==Intranet', '--pipeline', 'main', '--hub', 'support'],
  ...['--valid-for', '15m', '--dictionary', 'price=eur=net', '--catalog', 'c1', '--commerce-filter', '@a==b'],
  ...['--commerce-operation', 'search', '--field', 'usertype="Standard"'],
]

describe('coveo-token mint search', () => {
  it('sends every field, with the identities in their order', async () => {
    const { coveo, run } = await openCommand()
    const { exitCode } = await run(['mint', 'search', ...everyField])
    expect(exitCode).toBe(0)
    expect(coveo.requests.at(-1)?.body).toEqual({
      userIds: [
        { name: 'ACME\\asmith', provider: 'AD Provider', type: 'User' },
        { name: 'asmith@example.com', provider: 'Email Security Provider', type: 'User' },
        { name: 'anonymous', provider: 'Email Security Provider', type: 'User' },
        { name: 'Smith, Alice', provider: 'LDAP', type: 'Group' },
      ],
      userDisplayName: 'Alice',
      userGroups: ['staff', 'support'],
      canSeeUserProfileOf: ['bjones'],
      filter: '@source==Intranet',
      pipeline: 'main',
      searchHub: 'support',
      validFor: 900_000,
      dictionaryFieldContext: { price: 'eur=net' },
      commerce: { catalogId: 'c1', filter: '@a==b', operation: 'search' },
      usertype: 'Standard',
    })
  })

  it('sends the dictionary fields whose keys the query may choose', async () => {
    const { coveo, run } = await openCommand()
    await run(['mint', 'search', '--user', 'a@example.com', '--dictionary-keys', 'price'])
    expect(coveo.requests.at(-1)?.body).toMatchObject({ allowedDictionaryFieldKeys: { price: ['*'] } })
  })

  it('prints fingerprint, identity and lifetime, and no token', async () => {
    const { run } = await openCommand()
    const { out } = await run(['mint', 'search', '--user', 'asmith@example.com', '--hub', 'support'])
    expect(out).toMatch(/fingerprint +[\w-]{16}\n/)
    expect(out).toMatch(/identity +asmith@example\.com/)
    expect(out).toMatch(/searchHub +support/)
    expect(out).toMatch(/lifetime +1 d, 23 h 59 min left/)
    expect(out).not.toMatch(/eyJ/)
  })

  it('prints the token and nothing else with --print-token, which inspect accepts', async () => {
    const { run } = await openCommand()
    const args = ['mint', 'search', '--user', 'asmith@example.com', '--print-token']
    const { out } = await run(args)
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect((await run(['inspect', '--json'], { input: out })).json()).toMatchObject({ kind: 'search-token' })
    expect((await run([...args, '--json'])).json().token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })

  it('exits with 1 and the remedy if the key may not impersonate', async () => {
    const { coveo, run } = await openCommand()
    const env = { COVEO_API_KEY: coveo.apiKeys.anonymousSearch }
    const { out, exitCode } = await run(['mint', 'search', '--anonymous'], { env })
    expect(exitCode).toBe(1)
    expect(out).toContain('search tokens need an "Authenticated search" key')
  })

  it.each([
    [[], /userIds: needs at least one identity\. Needs --user, --identity or --anonymous;/],
    [['--anonymous', '--valid-for', '5m'], /validFor: must be at least 900000 ms/],
    [['--anonymous', '--valid-for', '5m'], /\. Correct --valid-for; --help/],
    [
      ['--anonymous', '--dictionary', 'a=b', '--dictionary-keys', 'c'],
      /\. Correct --dictionary or --dictionary-keys; --help/,
    ],
    [['--anonymous', '--field', 'foo=1'], /unknown fields: foo\. --help lists the options\./],
    [['--anonymous', '--valid-for', '900'], /--valid-for must be a number and a unit/],
    [['--identity', 'asmith'], /--identity must be NAME,PROVIDER/],
    [['--anonymous', '--dictionary', 'price'], /--dictionary must be NAME=VALUE/],
    [['--anonymous', '--field', 'usertype=Standard'], /--field usertype needs a value in JSON/],
    [['--anonymous', '--field', 'searchhub="a"'], /searchhub/],
  ])('exits with 2 for the wrong fields %j', async (args, sentence) => {
    const { coveo, run } = await openCommand()
    const { err, exitCode } = await run(['mint', 'search', ...args])
    expect(err).toMatch(sentence)
    expect(exitCode).toBe(2)
    expect(coveo.requests).toEqual([])
  })
})

describe('coveo-token mint platform', () => {
  it('sends privileges, presets, identities, analytics and lifetime', async () => {
    const { coveo, run } = await openCommand()
    const { out, exitCode } = await run([
      ...['mint', 'platform', '--preset', 'searchAsUser', '--privilege', 'USAGE_ANALYTICS:IMPERSONATE'],
      ...['--user', 'asmith@example.com', '--analytics-user', 'asmith', '--display-name', 'Alice', '--valid-for', '1h'],
    ])
    expect(exitCode).toBe(0)
    const { path, body } = coveo.requests.at(-1) ?? {}
    expect(path).toContain('/tokens')
    expect(body).toMatchObject({
      body: {
        privileges: [{ targetDomain: 'IMPERSONATE' }, { owner: 'USAGE_ANALYTICS', targetDomain: 'IMPERSONATE' }],
        additionalConfiguration: {
          search: { userIds: [{ name: 'asmith@example.com' }] },
          analytics: { event: { userId: 'asmith', userDisplayName: 'Alice' } },
        },
      },
    })
    expect(out).toMatch(/privilege +SEARCH_API:IMPERSONATE/)
    expect(out).toMatch(/lifetime +1 h, 59 min 59 s left/)
    expect(out).toMatch(/warning +Every reader of this token/)
  })

  it.each([
    ['searchAsUser', ['authenticatedSearch']],
    ['searchWithoutImpersonation', ['anonymousSearch']],
    ['pushAnalytics', ['authenticatedSearch', 'anonymousSearch', 'usageAnalytics']],
    ['caseAssist', []],
    ['insightPanel', []],
  ])('mints the preset %s with the keys that its documentation names: %j', async (preset, names) => {
    const { coveo, run } = await openCommand()
    const minted: string[] = []
    for (const [name, key] of Object.entries(coveo.apiKeys)) {
      const { exitCode } = await run(['mint', 'platform', '--preset', preset], { env: { COVEO_API_KEY: key } })
      if (exitCode === 0) minted.push(name)
    }
    expect(minted).toEqual(names)
  })

  it('exits with 1 and names the cause if the key lacks a privilege of the token', async () => {
    const { run } = await openCommand()
    const { out, exitCode } = await run(['mint', 'platform', '--preset', 'caseAssist'])
    expect(exitCode).toBe(1)
    expect(out).toMatch(/coveo +The access token lacks the privilege CUSTOMER_SERVICE:USE_CASE_ASSIST/)
    expect(out).toMatch(/fix +.* must hold each privilege of the token/)
  })

  it.each([
    [[], /privileges: needs at least one privilege/],
    [['--privilege', 'search'], /--privilege: A privilege must be written OWNER:DOMAIN/],
    [['--preset', 'everything'], /--preset must be one of searchAsUser/],
  ])('exits with 2 for the wrong fields %j', async (args, sentence) => {
    const { run } = await openCommand()
    const { err, exitCode } = await run(['mint', 'platform', ...args])
    expect(exitCode).toBe(2)
    expect(err).toMatch(sentence)
  })
})
