import { describe, expect, it } from 'vitest'
import type { SecurityIdentity } from '../authorization/security-identity.ts'
import { builtInDocuments } from './built-in-documents.ts'
import { createDirectory, mayFind } from './directory.ts'

const documents = builtInDocuments()
const directory = createDirectory()

function findableBy(name: string, type: SecurityIdentity['type'] = 'User'): Set<string> {
  const names = directory.resolve([{ name, provider: 'Email Security Provider', type }])
  return new Set(documents.filter(({ allowed }) => mayFind(allowed, names)).map(({ id }) => id))
}

describe('builtInDocuments', () => {
  it('holds at least 60 documents, each with its own id and address', () => {
    expect(documents.length).toBeGreaterThanOrEqual(60)
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length)
    expect(new Set(documents.map(({ clickUri }) => clickUri)).size).toBe(documents.length)
  })

  it('says something in each', () => {
    for (const { id, body } of documents) {
      const words = body.split(/\s+/).length
      expect(words, id).toBeGreaterThanOrEqual(60)
      expect(words, id).toBeLessThanOrEqual(120)
    }
  })

  it('shows Alice, Bob and a stranger clearly different sets', () => {
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

  it('shows a group what its members share', () => {
    const support = findableBy('Support', 'Group')
    expect(support.has('escalation-process')).toBe(true)
    expect(support.has('alice-weekly-notes')).toBe(false)
    expect(findableBy('Finance', 'VirtualGroup').has('month-end-close')).toBe(true)
  })
})
