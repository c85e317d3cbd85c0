import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createApiKeyStore } from '../authorization/api-key-store.ts'
import { createApiKeys } from '../authorization/api-keys.ts'
import { createEmulatorClock } from '../clock/emulator-clock.ts'
import { defaultSettings } from '../control/settings.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { fingerprintOf } from '../index.ts'
import { monday, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { logEntry } from './log-entry.test.support.ts'
import { redactValue } from './redact.ts'
import { createRequestLog } from './request-log.ts'
import { createRequestRecorder } from './request-recorder.ts'

describe('requests', () => {
  it('record callers and routes without keys and tokens', async () => {
    const { emulator, send, search, tokenFor, mintPlatform } = await openEmulator()
    const { authenticatedSearch, usageAnalytics } = emulator.apiKeys
    const token = await tokenFor('asmith@example.com')
    const platform = (await mintPlatform({ body: {} })).json.token
    await search(token, { q: `what is ${token}`, searchContext: { accessToken: token } })
    await send(`/rest/organizations/emulator/privileges/token?accessToken=${platform}`, {
      bearer: usageAnalytics,
      body: {},
    })
    await send(`/rest/search/v2/html?access_token=${token}&uniqueId=${authenticatedSearch}`)
    await send(`/${authenticatedSearch}/${token}`)
    await search('not-a-token')
    const { adminToken } = emulator
    const path = '/rest/organizations/emulator/apikeys?apiKeyTemplateId=AnonymousSearch'
    const created = (await send(path, { bearer: adminToken, body: { displayName: 'Mine' } })).json
    const { rotationSecret } = created
    await send('/rest/organizations/emulator/apikeys/rotate', { body: { rotationSecret } })
    await send('/rest/search/v2/token', { body: { superUserToken: 'of-salesforce' } })

    const written = JSON.stringify(emulator.requests)
    for (const secret of [
      ...Object.values(emulator.apiKeys),
      adminToken,
      created.value,
      rotationSecret,
      'of-salesforce',
      token,
      platform,
    ]) {
      expect(written).not.toContain(secret)
    }
    expect(emulator.requests[0]?.response).toBe('{"token":"[redacted]"}')
    expect(written).not.toContain('eyJ')
    expect(emulator.requests.map(({ caller }) => caller)).toEqual([
      { kind: 'apiKey', name: 'authenticatedSearch', fingerprint: fingerprintOf(authenticatedSearch) },
      { kind: 'apiKey', name: 'authenticatedSearch', fingerprint: fingerprintOf(authenticatedSearch) },
      { kind: 'token', fingerprint: fingerprintOf(token) },
      { kind: 'apiKey', name: 'usageAnalytics', fingerprint: fingerprintOf(usageAnalytics) },
      { kind: 'token', fingerprint: fingerprintOf(token) },
      { kind: 'none' },
      { kind: 'unknown', fingerprint: fingerprintOf('not-a-token') },
      { kind: 'unknown', fingerprint: fingerprintOf(adminToken) },
      { kind: 'none' },
      { kind: 'none' },
    ])
    expect(emulator.requests[0]).toMatchObject({
      sequence: 1,
      method: 'POST',
      body: { userIds: [user('asmith@example.com')] },
    })
  })
})

describe('redactValue', () => {
  it('removes a token at any depth', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl'
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.constantFrom(token, `Bearer ${token}`, `x=${token}&y`, null, 7),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'token', token, 'accessToken'), tie('tree'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        expect(JSON.stringify(redactValue(value))).not.toContain(token)
      }),
    )
  })

  it('keeps other values, and does not change the original', () => {
    const value = { q: 'vpn', list: [1, null, { deep: true }], token: 'secret' }
    expect(redactValue(value)).toEqual({ q: 'vpn', list: [1, null, { deep: true }], token: '[redacted]' })
    expect(value.token).toBe('secret')
  })
})

describe('createRequestLog', () => {
  it('keeps the newest and counts all', () => {
    const log = createRequestLog({ capacity: 3 })
    for (let turn = 1; turn <= 20; turn += 1) {
      log.add(logEntry({ path: `/${turn}` }))
      expect(log.list().length).toBe(Math.min(turn, 3))
    }
    expect(log.list().map(({ path, sequence }) => [path, sequence])).toEqual([
      ['/18', 18],
      ['/19', 19],
      ['/20', 20],
    ])
    expect(log.total).toBe(20)
  })

  it('returns pages by sequence, the same as a slice of the list', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(60), fc.nat(10), (count, after, limit) => {
        const log = createRequestLog({ capacity: 8 })
        for (let turn = 0; turn < count; turn += 1) log.add(logEntry({}))
        const kept = Array.from({ length: Math.min(count, 8) }, (_, at) => Math.max(count - 8, 0) + at + 1)
        expect(log.list().map(({ sequence }) => sequence)).toEqual(kept)
        const expected = log
          .list()
          .filter(({ sequence }) => sequence > after)
          .slice(0, limit)
        expect(log.page({ after, limit })).toEqual(expected)
      }),
    )
  })
})

describe('createRequestRecorder', () => {
  /** Records `count` requests with a body of this text in a log of 100 000 bytes. */
  function record(count: number, text: string) {
    const log = createRequestLog({ maxSize: 100_000 })
    const clock = createEmulatorClock(() => monday)
    const apiKeys = createApiKeyStore({ apiKeys: createApiKeys(), clock, settings: () => defaultSettings })
    const recorder = createRequestRecorder({ log, clock, apiKeys })
    const bytes = encodeUtf8(JSON.stringify(text))
    for (let turn = 1; turn <= count; turn += 1) {
      const entry = recorder.start({ method: 'POST', target: '/', origin: undefined, credential: undefined })
      recorder.finish({ ...entry, body: { bytes, contentType: undefined } }, 200)
    }
    return log
  }

  it('keeps the newest within a size', () => {
    const log = record(5000, 'x'.repeat(16_000))
    expect(log.list().map(({ sequence }) => sequence)).toEqual([4995, 4996, 4997, 4998, 4999, 5000])
    expect(JSON.stringify(log.list()).length).toBeLessThan(100_100)
    expect(log.total).toBe(5000)
  })

  it('counts bytes, of which some characters have several', () => {
    const log = record(20, '語'.repeat(5400))
    expect(log.list().map(({ sequence }) => sequence)).toEqual([15, 16, 17, 18, 19, 20])
  })
})
