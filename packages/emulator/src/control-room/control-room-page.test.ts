import { describe, expect, it } from 'vitest'
import { openEmulator, user } from '../testing/open-emulator.test.support.ts'

describe('GET /', () => {
  it('shows requests, newest first, with caller and status', async () => {
    const { send, search, tokenFor } = await openEmulator()
    const empty = await send('/')
    expect(empty.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(empty.text).toContain('None yet.')
    const token = await tokenFor('asmith@example.com')
    await search(token)
    await search(undefined)
    const { text } = await send('/')
    const calls = [...text.matchAll(/<tr role="row"><td role="cell">09:00:00<\/td>(.*?)<\/tr>/g)].map(
      ([, cells = '']) => cells,
    )
    expect(calls).toEqual([
      '<td role="cell">POST /<wbr>rest/<wbr>search/<wbr>v2</td><td role="cell">no credential</td><td role="cell">401</td>',
      expect.stringMatching(
        /^<td role="cell">POST \/<wbr>rest\/<wbr>search\/<wbr>v2<\/td><td role="cell">token [\w-]{16}<\/td><td role="cell">200<\/td>$/,
      ),
      '<td role="cell">POST /<wbr>rest/<wbr>search/<wbr>v2/<wbr>token</td><td role="cell">API key authenticatedSearch</td><td role="cell">200</td>',
    ])
  })

  it('states how many requests it omits', async () => {
    const { send } = await openEmulator()
    for (let request = 0; request < 103; request++) await send(`/nowhere/${request}`)
    const { text } = await send('/')
    expect(text).toContain('The newest 100 of 103.')
    expect(text).toContain('GET /<wbr>nowhere/<wbr>3<')
    expect(text).not.toContain('GET /<wbr>nowhere/<wbr>2<')
  })

  it('shows active faults, and the fault of a request', async () => {
    const { send, emulator, mint } = await openEmulator()
    emulator.faults.add({ route: ['searchToken', 'platformToken'], status: 503, retryAfter: 2, times: 3 })
    await mint({ userIds: [user('asmith@example.com')] })
    const { text } = await send('/')
    expect(text).toContain(
      '<td role="cell">1</td><td role="cell">searchToken, platformToken</td><td role="cell">status 503, retryAfter 2</td><td role="cell">1 of 3</td>',
    )
    expect(text).toContain('<td role="cell">503, by fault 1</td>')
  })

  it('shows a frozen clock and the token lifetime', async () => {
    const { send, emulator } = await openEmulator({ settings: { tokenLifeMs: 90_000 } })
    emulator.clock.freeze()
    const { text } = await send('/')
    expect(text).toContain('<dd>2026-07-06 09:00:00 UTC, frozen</dd>')
    expect(text).toContain('<dd>90 s</dd>')
  })

  it('contains no key, no token and no markup of a caller', async () => {
    const { send, emulator, tokenFor, search } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    await search(token)
    await send(`/rest/search/v2?access_token=${token}`)
    await send(`/${token}`)
    await send("/<script>alert('x')</script>&amp;\"onload=x")
    emulator.faults.add({ redirectTo: `https://elsewhere.example.com/?access_token=${token}&x=<b>` })
    const { text } = await send('/')
    for (const secret of [token, ...Object.values(emulator.apiKeys)]) expect(text).not.toContain(secret)
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/__emulator/control-room.js" type="module">'])
    expect(text).not.toMatch(/<b>|"onload/)
  })

  it('rejects pages of other sites', async () => {
    const { send } = await openEmulator()
    const refused = await send('/', { headers: { 'Sec-Fetch-Site': 'cross-site' } })
    expect([refused.status, refused.json.errorCode]).toEqual([403, 'FORBIDDEN_ORIGIN'])
    const { headers } = await send('/')
    expect(headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
  })
})
