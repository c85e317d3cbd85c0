import { describe, expect, it } from 'vitest'
import type { DocumentInput } from '../index.ts'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const message = (id: string, own: object): DocumentInput => ({
  id,
  title: id,
  body: 'A message of the thread.',
  clickUri: `https://mail.example.com/${id}`,
  source: 'Mail',
  date: '2026-01-01',
  allowed: ['Everyone'],
  ...own,
})

const documents = [
  message('first', { thread: 't1', messageid: 'm1', position: 3 }),
  message('reply', { thread: 't1', parentid: 'm1', position: 1 }),
  message('second reply', { thread: 't1', parentid: 'm1', position: 2 }),
  message('other', { thread: 't2', position: 4 }),
  message('single', { position: 5 }),
]

const folding = {
  sortCriteria: '@position ascending',
  filterField: '@thread',
  parentField: '@messageid',
  childField: '@parentid',
}

describe('filterField', () => {
  it('folds results of one group into the best one, with parent and children', async () => {
    const { search, tokenFor } = await openEmulator({ documents })
    const { json } = await search(await tokenFor('anonymous'), folding)
    expect([json.totalCount, json.totalCountFiltered]).toEqual([5, 3])
    const [thread, ...others] = json.results
    expect(thread).toMatchObject({
      title: 'reply',
      parentResult: { title: 'first' },
      childResults: [{ title: 'second reply' }],
      totalNumberOfChildResults: 1,
    })
    expect(others.map(({ title }: { title: string }) => title)).toEqual(['other', 'single'])
  })

  it('limits the children to filterFieldRange, and counts them all', async () => {
    const { search, tokenFor } = await openEmulator({ documents })
    const request = { sortCriteria: '@position ascending', filterField: '@thread', filterFieldRange: 1 }
    const { json } = await search(await tokenFor('anonymous'), request)
    expect(json.results[0].childResults).toHaveLength(1)
    expect(json.results[0].totalNumberOfChildResults).toBe(2)
  })
})
