import { describe, expect, it } from 'vitest'
import { tokenError } from '../../shared/error-table.ts'
import type { EntryId } from '../entry-id.ts'
import type { SharedEntry, SharedToken } from './shared-entry.ts'
import { createSharedLookup } from './shared-lookup.ts'
import { unreadableError } from './unreadable-error.ts'

const id: EntryId = { key: 'key', keyHash: 'hash', subject: 'subject' }
const token = { token: 'token' } as SharedToken
const unreadable = unreadableError('It is garbage.')

/** A lookup in a store that responds as the test says. */
function lookupUnderTest() {
  const reported: string[] = []
  let respond: () => SharedToken | undefined = () => undefined
  let name = ''
  const lookup = createSharedLookup({ maxEntries: 10, onFailure: () => reported.push(name) })
  const entry = { read: async () => respond() } as Partial<SharedEntry> as SharedEntry
  return {
    reported,
    read(from: string, response: SharedToken | Error) {
      name = from
      respond = () => {
        if (response instanceof Error) throw response
        return response
      }
      return lookup.read(entry, { id, name })
    },
  }
}

describe('createSharedLookup', () => {
  it('reports an unreadable value at its first read, and not again until it was replaced', async () => {
    const { read, reported } = lookupUnderTest()
    expect(await read('one', unreadable)).toBeUndefined()
    expect(reported).toEqual(['one'])
    await read('one', unreadable)
    await read('two', unreadable)
    expect(reported).toEqual(['one', 'two'])
    expect(await read('one', token)).toBe(token)
    await read('one', unreadable)
    expect(reported).toEqual(['one', 'two', 'one'])
  })

  it('rejects with any other error, and reports nothing', async () => {
    const { read, reported } = lookupUnderTest()
    for (const error of [new Error('down'), tokenError('shared-store-failed', 'down')]) {
      await expect(read('one', error)).rejects.toThrow('down')
    }
    expect(reported).toEqual([])
  })
})
