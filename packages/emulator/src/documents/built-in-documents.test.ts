import { describe, expect, it } from 'vitest'
import type { SecurityIdentity } from '../authorization/security-identity.ts'
import { builtInDocuments } from './built-in-documents.ts'
import { canAccess, createDirectory } from './directory.ts'

const documents = builtInDocuments()
const directory = createDirectory()

function findableBy(name: string, type: SecurityIdentity['type'] = 'User'): Set<string> {
  const names = directory.resolve([{ name, provider: 'Email Security Provider', type }])
  return new Set(documents.filter(({ allowed }) => canAccess(allowed, names)).map(({ id }) => id))
}

describe('builtInDocuments', () => {
  it('has at least 60 documents with unique ids and URLs', () => {
    expect(documents.length).toBeGreaterThanOrEqual(60)
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length)
    expect(new Set(documents.map(({ clickUri }) => clickUri)).size).toBe(documents.length)
  })

  it('has 60 to 120 words in each body', () => {
    for (const { id, body } of documents) {
      const words = body.split(/\s+/).length
      expect(words, id).toBeGreaterThanOrEqual(60)
      expect(words, id).toBeLessThanOrEqual(120)
    }
  })

  it('gives Alice, Bob and an anonymous user clearly different sets', () => {
    const [alice, bob, anonymous] = [
      findableBy('asmith@example.com'),
      findableBy('bjones@example.com'),
      findableBy('anonymous'),
    ]
    const only = (one: Set<string>, other: Set<string>) => [...one].filter((id) => !other.has(id))
    expect(anonymous.size).toBeGreaterThanOrEqual(15)
    expect(only(anonymous, alice)).toEqual([])
    expect(only(anonymous, bob)).toEqual([])
    expect(only(alice, bob).length).toBeGreaterThanOrEqual(15)
    expect(only(bob, alice).length).toBeGreaterThanOrEqual(10)
    expect([alice.has('alice-weekly-notes'), bob.has('alice-weekly-notes')]).toEqual([true, false])
    expect([alice.has('budget-2026'), bob.has('budget-2026')]).toEqual([false, true])
  })

  it('gives a group the documents shared by its members', () => {
    const support = findableBy('Support', 'Group')
    expect(support.has('escalation-process')).toBe(true)
    expect(support.has('alice-weekly-notes')).toBe(false)
    expect(findableBy('Finance', 'VirtualGroup').has('month-end-close')).toBe(true)
  })
})
