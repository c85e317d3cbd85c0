import { fingerprintOf } from '@coveo-token/emulator'
import { describe, expect, it } from 'vitest'
import { emailUser, mintToken, openCommand, runCommand } from '../testing/run-command.test.support.ts'

const alice = emailUser('asmith@example.com')
const executeQuery = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'ENABLE', targetId: '*' }

describe('coveo-token inspect', () => {
  it('shows identity, hub, filter, pipeline and expiry of a search token', async () => {
    const { coveo, run } = await openCommand()
    const token = await mintToken(coveo, {
      userIds: [alice],
      searchHub: 'support',
      filter: '@source=="Intranet"',
      pipeline: 'main',
      validFor: 900_000,
    })
    const { out, exitCode } = await run(['inspect'], { input: `${token}\n` })
    expect(exitCode).toBe(0)
    expect(out).toMatch(/kind +search token/)
    expect(out).toMatch(/organization +emulator/)
    expect(out).toMatch(/identity +asmith@example\.com \(User of Email Security Provider\)/)
    expect(out).toMatch(/searchHub +support/)
    expect(out).toMatch(/pipeline +main/)
    expect(out).toMatch(/filter +@source=="Intranet"/)
    expect(out).toMatch(/expires +2026-07-06 09:15:00 UTC, in 15 min/)
    expect(out).toMatch(/SEARCH_API:EXECUTE_QUERY +Run queries/)
    expect(out).toContain(fingerprintOf(token))
    expect(out).not.toContain('In a browser')
  })

  it('masks a restriction that is secret by its name', async () => {
    const { run } = await openCommand()
    const claims = { userIds: [alice], superUserToken: 'hunter2-super-secret' }
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
    const { out } = await run(['inspect', '--offline'], { input: token })
    expect(out).toMatch(/superUserToken +\[redacted\]/)
    expect(out).not.toContain('hunter2')
  })

  it('shows what it can of a token with claims of other types', async () => {
    const { run } = await openCommand()
    const odd = { toString: 1, valueOf: 1 }
    const privilege = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    const privileges = [{ ...privilege, type: odd, targetId: odd, level: odd }, { ...privilege, owner: odd }, null]
    for (const claims of [
      { body: { organizationId: odd, privileges }, exp: odd },
      { organization: odd, userIds: [odd] },
    ]) {
      const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
      const { out, exitCode } = await run(['inspect', '--offline'], { input: token })
      expect(exitCode).toBe(0)
      expect(out).toMatch(/expires +not stated/)
      if ('body' in claims) expect(out).toMatch(/SEARCH_API:EXECUTE_QUERY +Run queries/)
    }
  })

  it("reads the time from Coveo's clock", async () => {
    const { coveo, run } = await openCommand()
    const token = await mintToken(coveo, { userIds: [alice], validFor: 900_000 })
    coveo.clock.advance(600_000)
    const { json } = await run(['inspect', '--json'], { input: token })
    expect(json()).toMatchObject({ clock: 'coveo', remainingSeconds: 300, isExpired: false })
  })

  it('exits with 1 for an expired token, and says since when', async () => {
    const { coveo, run } = await openCommand()
    const token = await mintToken(coveo, { userIds: [alice], validFor: 900_000 })
    coveo.clock.advance(3_600_000)
    const { out, exitCode } = await run(['inspect'], { input: token })
    expect(exitCode).toBe(1)
    expect(out).toContain('expired 45 min ago')
    expect(out).toMatch(/unknown +Coveo refused the call with status 400/)
  })

  it('reads the API key from COVEO_API_KEY, names its template and warns of impersonation in a browser', async () => {
    const { coveo, run } = await openCommand()
    const { out, exitCode } = await run(['inspect'])
    expect(exitCode).toBe(0)
    expect(out).toMatch(/kind +API key/)
    expect(out).toMatch(/template +looks like "Authenticated search"/)
    expect(out).toMatch(/warning +Every reader of this key/)
    expect(out).toMatch(/warning +Keep this key on the server/)
    expect(out).toMatch(/read from +COVEO_API_KEY\n/)
    expect(coveo.requests.map(({ route }) => route)).toEqual(['tokenPrivileges'])
  })

  it('calls an API key a key', async () => {
    const { run } = await openCommand()
    const { browser } = (await run(['inspect', '--json'])).json()
    expect(browser.map(({ reason }: { reason: string }) => reason)).toEqual([
      expect.stringMatching(/^Every reader of this key may impersonate/),
      expect.stringMatching(/^Every reader of this key may log events/),
    ])
  })

  it('prefers the standard input to COVEO_TOKEN, and that to COVEO_API_KEY', async () => {
    const { coveo, run } = await openCommand()
    const { anonymousSearch, usageAnalytics } = coveo.apiKeys
    const env = { COVEO_TOKEN: usageAnalytics }
    const piped = await run(['inspect', '--json'], { env, input: `Bearer ${anonymousSearch}` })
    expect(piped.json()).toMatchObject({ kind: 'api-key', template: 'Anonymous search' })
    expect((await run(['inspect', '--json'], { env })).json()).toMatchObject({ template: 'Usage analytics' })
  })

  it('shows a platform token with its privileges and what a browser should not hold', async () => {
    const { coveo, run } = await openCommand()
    const privileges = [{ ...executeQuery, targetDomain: 'IMPERSONATE', level: 'NORMAL' }]
    const configuration = { search: { userIds: [alice] }, analytics: { event: { userId: 'asmith' } } }
    const body = { organizationId: 'emulator', privileges, additionalConfiguration: configuration }
    const token = await mintToken(coveo, { body }, true)
    const { json } = await run(['inspect', '--json'], { input: token })
    expect(json()).toMatchObject({
      kind: 'platform-token',
      organizationId: 'emulator',
      identities: [{ name: 'asmith@example.com' }],
      restrictions: { userId: 'asmith' },
      privileges: [{ privilege: 'SEARCH_API:IMPERSONATE', allows: expect.stringContaining('any security identity') }],
      browser: [{ severity: 'warning', privilege: 'SEARCH_API:IMPERSONATE' }],
    })
  })

  it('decodes a token without any call with --offline', async () => {
    const { coveo, run } = await openCommand()
    const token = await mintToken(coveo, { userIds: [alice] })
    coveo.clearRequests()
    const { out, exitCode } = await run(['inspect', '--offline'], { input: token })
    expect(exitCode).toBe(0)
    expect(out).toMatch(/clock +of this machine/)
    expect(coveo.requests).toEqual([])
  })

  it('says which settings are missing to list the privileges, and still shows the claims', async () => {
    const { coveo } = await openCommand()
    const token = await mintToken(coveo, { userIds: [alice] })
    const { out, exitCode } = await runCommand(['inspect'], { input: token })
    expect(exitCode).toBe(1)
    expect(out).toMatch(/identity +asmith@example\.com/)
    expect(out).toContain('COVEO_API_KEY is missing')
    expect(out).not.toContain('COVEO_ORGANIZATION_ID is missing')
  })

  it('does not let the text of a token control the terminal', async () => {
    const claims = { organization: 'acme', userIds: [{ name: 'a\u001b[2Jb\nkind  forged' }], exp: 1 }
    const token = `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`
    const { out } = await runCommand(['inspect', '--offline'], { input: token })
    expect(out).toContain('ab kind  forged')
    expect(out).not.toContain('\u001b')
  })

  it.each(['', 'hello', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.sig'])(
    'rejects the input %j as a wrong use',
    async (input) => {
      const { err, exitCode } = await runCommand(['inspect'], { input })
      expect(exitCode).toBe(2)
      expect(err).toMatch(/API key/)
    },
  )
})
