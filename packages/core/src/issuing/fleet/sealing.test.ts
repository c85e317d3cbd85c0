import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createSealing, type Sealing } from './sealing.ts'

const secret = 'a secret of the fleet, long enough for that'
const other = 'another secret, unknown to this instance'

describe('createSealing', () => {
  it('decrypts a value for the same name and with the same secret only', async () => {
    // Once for all runs: each derives its keys on threads that a busy machine delays.
    const [sealing, withBoth, withOther] = [[secret], [other, secret], [other]].map(createSealing) as [
      Sealing,
      Sealing,
      Sealing,
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string(),
        async (text, name, another) => {
          const sealed = await sealing.seal(name, text)
          expect(sealed).toMatch(/^1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/)
          expect(await withBoth.open(name, sealed)).toBe(new TextDecoder().decode(new TextEncoder().encode(text)))
          await expect(withOther.open(name, sealed)).rejects.toThrow(/secret that this instance does not have/)
          if (name !== another) {
            await expect(sealing.open(another, sealed)).rejects.toThrow(/changed, or belongs to another name/)
          }
        },
      ),
      { numRuns: 100 },
    )
  }, 120_000)

  it('rejects a value in which one character was changed', async () => {
    const sealing = createSealing([secret])
    const sealed = await sealing.seal('name', 'text')
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'x' ? 'y' : 'x') + sealed.slice(at + 1)
      // The last character of base64 may carry bits that mean nothing.
      if (at === sealed.length - 1 || at === sealed.lastIndexOf('.') - 1) continue
      await expect(sealing.open('name', changed), changed).rejects.toMatchObject({ code: 'shared-store-unreadable' })
    }
  })

  it.each(['', '2.a.b.c', '1.a.b.c.d', 'text'])('rejects %j, which has another format', async (value) => {
    await expect(createSealing([secret]).open('name', value)).rejects.toThrow(
      expect.objectContaining({
        code: 'shared-store-unreadable',
        message: expect.stringContaining('It is not in the format of this version.'),
      }),
    )
  })

  it('derives keys that cannot be exported', async () => {
    const importKey = vi.spyOn(crypto.subtle, 'importKey')
    await createSealing([secret]).namesOf('key')
    expect(importKey.mock.calls.map(([, , , isExtractable]) => isExtractable)).toEqual([false, false, false])
  })

  it('never encrypts the same text to the same value', async () => {
    const sealing = createSealing([secret])
    const sealed = await Promise.all(Array.from({ length: 100 }, () => sealing.seal('name', 'text')))
    expect(new Set(sealed).size).toBe(100)
  })

  it('gives a key the same name on every instance with that secret, and another name under any other', async () => {
    const [name] = await createSealing([secret]).namesOf('key')
    expect(name).toMatch(/^[\w-]{43}$/)
    expect((await createSealing([other, secret]).namesOf('key'))[1]).toBe(name)
    expect(await createSealing([secret]).namesOf('kez')).not.toContain(name)
    expect(await createSealing([other]).namesOf('key')).not.toContain(name)
  })

  it('gives two keys two names, also where they differ in a lone surrogate only', async () => {
    const keys = ['a\ud800', 'a\udc00', 'a\ufffd', 'a\\ud800', 'a"', 'a', '']
    const names = await Promise.all(keys.map(async (key) => (await createSealing([secret]).namesOf(key))[0]))
    expect(new Set(names).size).toBe(keys.length)
  })

  it('derives its keys by the HKDF of RFC 5869 with SHA-256, as Node computes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 200 }), fc.string(), async (text, key) => {
        function derive(purpose: string): Uint8Array {
          return new Uint8Array(hkdfSync('sha256', JSON.stringify(text), '', `coveo-token ${purpose}`, 32))
        }
        const sealing = createSealing([text])
        expect(await sealing.namesOf(key)).toEqual([
          createHmac('sha256', derive('name')).update(JSON.stringify(key)).digest('base64url'),
        ])
        const [, id, iv = '', sealed = ''] = (await sealing.seal('name', 'text')).split('.')
        expect(id).toBe(Buffer.from(derive('id').slice(0, 6)).toString('base64url'))
        const value = Buffer.from(sealed, 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', derive('seal'), Buffer.from(iv, 'base64url'))
        decipher.setAAD(Buffer.from('name')).setAuthTag(value.subarray(-16))
        expect(decipher.update(value.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('text')
      }),
      { numRuns: 50 },
    )
  })
})
