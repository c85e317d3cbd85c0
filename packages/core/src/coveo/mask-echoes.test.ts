import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from '../shared/redact.ts'
import { createCoveoClient } from './coveo-client.ts'
import { jwtOf } from './coveo-response.test.fixture.ts'
import { maskEchoes } from './mask-echoes.ts'

const hexOf = (character: string) => character.charCodeAt(0).toString(16).padStart(2, '0')
const each = (text: string, encode: (character: string) => string) => [...text].map(encode).join('')

/** Ways in which a service may echo a secret. */
const echoes: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in full': (secret) => each(secret, (character) => `%${hexOf(character)}`),
  'percent-encoded twice': (secret) => encodeURIComponent(each(secret, (character) => `%${hexOf(character)}`)),
  'in base64': btoa,
  'in base64 after another text': (secret) => btoa(`user:${secret}`),
  'in base64url': (secret) => Buffer.from(`ab${secret}`).toString('base64url'),
  'in hexadecimal': (secret) => each(secret, hexOf),
  'with JSON escapes': (secret) => each(secret, (character) => `\\u00${hexOf(character)}`),
  'with HTML escapes': (secret) => each(secret, (character) => `&#${character.charCodeAt(0)};`),
  'with hexadecimal HTML escapes': (secret) => each(secret, (character) => `&#x${hexOf(character)};`),
  'with backslashes': (secret) => each(secret, (character) => (/\w/.test(character) ? character : `\\${character}`)),
  'in upper case': (secret) => secret.toUpperCase(),
  'without its end': (secret) => secret.slice(0, -6),
  'without its start': (secret) => secret.slice(6),
  'as a form': (secret) => new URLSearchParams({ secret }).toString(),
}

const secrets = {
  key: 'xx3f1c2b4a-1111-2222-3333-444455556666',
  opaque: 'opaque_Token.of/user+42==',
  jwt: jwtOf({ userIds: [{ name: 'asmith@example.com' }] }),
}

describe('maskEchoes', () => {
  it('masks exact occurrences and keeps the other words', () => {
    expect(maskEchoes(`Key ${secrets.key} is not valid`, [secrets.key])).toBe('Key [redacted] is not valid')
  })

  it.each(Object.entries(echoes))('masks a text with a secret %s', (_, echo) => {
    for (const secret of Object.values(secrets)) {
      expect(maskEchoes(`bad ${echo(secret)} here`, [secret])).toMatch(/^(?:bad )?(?:secret=)?\[redacted\](?: here)?$/)
    }
  })

  it('does not change a text without a part of a secret', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(maskEchoes(text, ['\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007'])).toBe(text)
      }),
    )
    expect(maskEchoes('Access denied for the organization', Object.values(secrets))).toBe(
      'Access denied for the organization',
    )
  })

  it('does not mask a secret of a few letters', () => {
    expect(maskEchoes('a key', ['key'])).toBe('a key')
  })
})

describe('createCoveoClient', () => {
  /** Each way to look at an error. */
  function looksAt(error: unknown): string {
    return [
      inspect(error, { depth: 20, showHidden: true }),
      JSON.stringify(error),
      inspect(redact(error), { depth: 20 }),
    ].join('\n')
  }

  it.each(Object.entries(echoes))('shows no secret that Coveo echoes %s', async (_, echo) => {
    let body = ''
    const fetch = async () => new Response(body, { status: 400 })
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey: secrets.key, fetch, maxAttempts: 1 })
    for (const inspected of [secrets.opaque, secrets.jwt]) {
      for (const secret of [secrets.key, inspected]) {
        const echoed = echo(secret)
        for (const field of ['message', 'errorCode', 'requestID', 'title', 'type', 'detail']) {
          for (const value of [echoed, `bad ${echoed}`]) {
            body = JSON.stringify({ [field]: value })
            const error: unknown = await coveo.getTokenPrivileges(inspected).catch((thrown: unknown) => thrown)
            const shown = looksAt(error)
            expect(shown).toContain('coveo-refused')
            for (const text of [secret, echoed]) expect(shown).not.toContain(text)
          }
        }
      }
    }
  })
})
