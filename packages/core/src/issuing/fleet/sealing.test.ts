import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSealing } from './sealing.ts'

const secret = 'a secret of the fleet, long enough for that'
const other = 'another secret, that nobody else has told us'

describe('createSealing', () => {
  it('opens what it sealed, for the same name and with the same secret only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.string(), (text, name, another) => {
        const sealing = createSealing([secret])
        const sealed = sealing.seal(name, text)
        expect(sealed).toMatch(/^1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/)
        expect(createSealing([other, secret]).open(name, sealed)).toBe(
          new TextDecoder().decode(new TextEncoder().encode(text)),
        )
        expect(() => createSealing([other]).open(name, sealed)).toThrow(/secret that this instance does not have/)
        if (name !== another) expect(() => sealing.open(another, sealed)).toThrow(/changed, or belongs to another name/)
      }),
      { numRuns: 100 },
    )
  })

  it('opens nothing in which one character was changed', () => {
    const sealing = createSealing([secret])
    const sealed = sealing.seal('name', 'text')
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'x' ? 'y' : 'x') + sealed.slice(at + 1)
      // The last character of base64 may carry bits that mean nothing.
      if (at === sealed.length - 1 || at === sealed.lastIndexOf('.') - 1) continue
      expect(() => sealing.open('name', changed), changed).toThrow(
        expect.objectContaining({ code: 'shared-store-unreadable' }),
      )
    }
  })

  it('never seals the same text the same way', () => {
    const sealing = createSealing([secret])
    expect(new Set(Array.from({ length: 100 }, () => sealing.seal('name', 'text'))).size).toBe(100)
  })

  it('names a key the same on every instance with that secret, and otherwise on any other', () => {
    const [name] = createSealing([secret]).namesOf('key')
    expect(name).toMatch(/^[\w-]{43}$/)
    expect(createSealing([other, secret]).namesOf('key')[1]).toBe(name)
    expect(createSealing([secret]).namesOf('kez')).not.toContain(name)
    expect(createSealing([other]).namesOf('key')).not.toContain(name)
  })
})
