import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { monday, openCommand, runCommand } from '../testing/run-command.test.support.ts'

interface Finding {
  name: string
  status: string
  detail: string
  fix?: string
}

function findingsOf(json: { checks: Finding[] }): Record<string, Finding> {
  return Object.fromEntries(json.checks.map((finding) => [finding.name, finding]))
}

async function appFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, '.next'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

describe('coveo-token doctor', () => {
  it('passes each check of a correct setup with one mint and one search', async () => {
    const { coveo, run } = await openCommand()
    const cwd = await appFolder({ '.next/page.js': 'ok', '.env.local': 'COVEO_API_KEY=secret' })
    const { out, exitCode } = await run(['doctor'], { cwd })
    expect(out).toMatch(/pass +environment +Organization emulator at COVEO_ENDPOINT/)
    expect(out).toMatch(/pass +API key +The key mints search tokens. It looks like .*"Authenticated search"/)
    expect(out).toMatch(/pass +trial mint +Minted the search token [\w-]{16} for anonymous/)
    expect(out).toMatch(/pass +trial search +The search finds \d+ documents/)
    expect(out).toMatch(/pass +built output +Scanned 1 file,/)
    expect(out).toContain('8 pass, 0 warn, 0 fail, 1 skip')
    expect(exitCode).toBe(0)
    expect(coveo.requests.map(({ route }) => route)).toEqual(['tokenPrivileges', 'searchToken', 'search'])
  })

  it('names every wrong setting at once, and skips the checks that need them', async () => {
    const { json, exitCode } = await runCommand(['doctor', '--json'], { env: { COVEO_REGION: 'mars' } })
    const findings = findingsOf(json())
    expect(exitCode).toBe(1)
    for (const name of ['COVEO_ORGANIZATION_ID', 'COVEO_API_KEY', 'COVEO_REGION']) {
      expect(findings.environment?.detail).toContain(name)
    }
    expect(findings.environment?.fix).toBe('Set them in the environment, or in a file: --env-file .env.local.')
    expect(findings['trial mint']).toMatchObject({ status: 'skip', detail: 'Needs the check "environment" to pass.' })
    expect(findings['public variables']?.status).toBe('pass')
  })

  it('names the region of the organization', async () => {
    const { run } = await openCommand({ settings: { region: 'eu' } })
    const { json } = await run(['doctor', '--json'])
    expect(findingsOf(json())['host and region']).toMatchObject({
      status: 'fail',
      fix: 'This organization is in eu: set COVEO_REGION=eu.',
    })
  })

  it('says which template a key looks like that cannot mint', async () => {
    const { coveo, run } = await openCommand()
    const { json, exitCode } = await run(['doctor', '--json'], { env: { COVEO_API_KEY: coveo.apiKeys.usageAnalytics } })
    const findings = findingsOf(json())
    expect(exitCode).toBe(1)
    expect(findings['API key']).toMatchObject({
      status: 'fail',
      detail: expect.stringMatching(
        /lacks search impersonation.*holds .*USAGE_ANALYTICS:IMPERSONATE.*"Usage analytics"/,
      ),
      fix: expect.stringContaining('"Authenticated search"'),
    })
    expect(findings['trial mint']?.status).toBe('fail')
    expect(findings['trial search']?.status).toBe('skip')
  })

  it('fails for a key that Coveo does not accept', async () => {
    const { run } = await openCommand()
    const { json } = await run(['doctor', '--json'], {
      env: { COVEO_API_KEY: 'xx01234567-89ab-4cde-8f01-23456789abcd' },
    })
    const findings = findingsOf(json())
    expect(findings['host and region']?.status).toBe('pass')
    expect(findings['API key']).toMatchObject({ status: 'fail', detail: expect.stringContaining('status 401') })
  })

  it('says why a connection failed, and trusts no self-signed certificate', async () => {
    const { run } = await openCommand()
    const failing = (code: string) => async () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code }) })
    }
    const detail = async (code: string) =>
      findingsOf((await run(['doctor', '--json'], { fetch: failing(code) })).json())
    expect((await detail('ECONNREFUSED'))['host and region']).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('Reason: ECONNREFUSED.'),
    })
    expect((await detail('DEPTH_ZERO_SELF_SIGNED_CERT'))['host and region']?.fix).toContain('NODE_EXTRA_CA_CERTS')
    const endpoint = ['doctor', '--json', '--endpoint', 'https://localhost:1/api/coveo-token']
    const findings = findingsOf((await run(endpoint, { fetch: failing('DEPTH_ZERO_SELF_SIGNED_CERT') })).json())
    expect(findings['endpoint: reachable']).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
      fix: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
    const { out } = await run(['privileges', 'list'], { fetch: failing('ENOTFOUND') })
    expect(out).toMatch(/reason +ENOTFOUND/)
  })

  it('warns of a clock that differs from that of Coveo', async () => {
    const { run } = await openCommand({ now: () => monday + 600_000 })
    const { json } = await run(['doctor', '--json'])
    expect(findingsOf(json()).clock).toMatchObject({
      status: 'warn',
      detail: "This machine's clock is 10 min behind Coveo's.",
    })
  })

  it('warns of a search without results, and fails for one that Coveo rejects', async () => {
    const { coveo, run } = await openCommand({ documents: [] })
    expect(findingsOf((await run(['doctor', '--json'])).json())['trial search']?.status).toBe('warn')
    coveo.faults.add({ route: 'search', status: 503 })
    expect(findingsOf((await run(['doctor', '--json'])).json())['trial search']).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('status 503'),
    })
  })

  it.each([
    ['a page of a proxy', async () => new Response('<p>')],
    [
      'a connection that breaks',
      async () => new Response(new ReadableStream({ pull: (body) => body.error(new Error()) })),
    ],
  ])('fails where the trial search gets %s', async (_name, respond) => {
    const { run } = await openCommand()
    const fetch: typeof globalThis.fetch = (input, init) =>
      new URL(String(input)).pathname === '/rest/search/v2' ? respond() : globalThis.fetch(input, init)
    const findings = findingsOf((await run(['doctor', '--json'], { fetch })).json())
    expect(findings['trial mint']?.status).toBe('pass')
    expect(findings['trial search']).toMatchObject({ status: 'fail', fix: expect.stringContaining('proxy') })
  })

  it('fails for the key in a public variable of the environment or of an env file', async () => {
    const { coveo, run } = await openCommand()
    const key = coveo.apiKeys.authenticatedSearch
    const cwd = await appFolder({ '.env.production': `VITE_COVEO="${Buffer.from(key).toString('base64')}"` })
    const { json } = await run(['doctor', '--json'], { cwd, env: { NEXT_PUBLIC_KEY: key } })
    expect(findingsOf(json())['public variables']).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('NEXT_PUBLIC_KEY (the environment), VITE_COVEO (.env.production) holds'),
    })
    const other = await run(['doctor', '--json'], { env: { REACT_APP_KEY: coveo.apiKeys.anonymousSearch } })
    expect(findingsOf(other.json())['public variables']).toMatchObject({ status: 'warn' })
    expect(other.out).not.toContain(coveo.apiKeys.anonymousSearch)
  })

  it('fails for the key in the first line of an env file with a byte order mark', async () => {
    const { coveo, run } = await openCommand()
    const cwd = await appFolder({ '.env': `\uFEFFNEXT_PUBLIC_KEY=${coveo.apiKeys.authenticatedSearch}` })
    const { json } = await run(['doctor', '--json'], { cwd })
    expect(findingsOf(json())['public variables']).toMatchObject({ status: 'fail' })
  })

  it('fails for the key in built output, and names the file and the form', async () => {
    const { coveo, run } = await openCommand()
    const key = coveo.apiKeys.authenticatedSearch
    const cwd = await appFolder({ '.next/page.js.map': key.replaceAll('-', '\\u002d'), '.next/page.js': key })
    const { json } = await run(['doctor', '--json'], { cwd })
    const { status, detail } = findingsOf(json())['built output'] ?? {}
    expect(status).toBe('fail')
    expect(detail).toContain('.next/page.js (plain)')
    expect(detail).toContain('.next/page.js.map (escaped)')
    const empty = await run(['doctor', '--json', '--output', 'missing'], { cwd })
    expect(findingsOf(empty.json())['built output']?.status).toBe('skip')
  })

  it.each([
    [['--cookie', 'a=b'], /--cookie needs --endpoint/],
    [['--endpoint', '/api/coveo-token'], /--endpoint must be an absolute/],
    [['--endpoint', 'http://localhost/a', '--cookie', 'abc'], /--cookie must be NAME=VALUE/],
  ])('exits with 2 for %j', async (args, sentence) => {
    const { err, exitCode } = await runCommand(['doctor', ...args])
    expect(exitCode).toBe(2)
    expect(err).toMatch(sentence)
  })
})
