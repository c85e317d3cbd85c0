import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { foldAccents } from './fold-accents.ts'

const document = {
  body: 'Le café de Zoë est ouvert.',
  clickUri: 'https://example.com/cafe',
  source: 'Website',
  date: '2026-01-31',
  allowed: ['Everyone'],
}

describe('accents', () => {
  it.each([
    ['q', 'cafe', 2],
    ['q', 'CAFÉ', 2],
    ['q', 'cafe\u0301', 2],
    ['q', '"café de zoe"', 2],
    ['q', 'cafes', 2],
    ['q', '@title=Etage', 1],
    ['q', '+café', 2],
    ['q', '+cafe', 0],
  ])('are ignored in words, unless + makes one exact: %s %s', async (parameter, text, count) => {
    const { search, tokenFor } = await openEmulator({
      documents: [
        { ...document, id: 'one', title: 'Étage' },
        { ...document, id: 'two', title: 'Le cafe\u0301' },
      ],
    })
    const { json } = await search(await tokenFor('asmith@example.com'), { [parameter]: text })
    expect(json.totalCount).toBe(count)
  })

  it('are ignored in words with wildcards, and in suggestions', async () => {
    const { emulator, search, send, tokenFor } = await openEmulator({
      documents: [{ ...document, id: 'one', title: 'Étage' }],
    })
    const bearer = await tokenFor('asmith@example.com')
    expect((await search(bearer, { q: 'cafe*', wildcards: true })).json.totalCount).toBe(1)
    const path = `/rest/search/v2/querySuggest?organizationId=${emulator.organizationId}`
    const { json } = await send(path, { bearer, body: { q: 'etag' } })
    expect(json.completions).toMatchObject([{ expression: 'étage', highlighted: '{étag}[e]' }])
  })

  it('mark the whole word in highlights', async () => {
    const { search, tokenFor } = await openEmulator({ documents: [{ ...document, id: 'one', title: 'Le cafe\u0301' }] })
    const { json } = await search(await tokenFor('asmith@example.com'), { q: 'cafe' })
    expect(json.results[0].titleHighlights).toEqual([{ offset: 3, length: 5 }])
  })
})

describe('foldAccents', () => {
  it('keeps letters without accents', () => {
    expect(['Zoë', 'naïve', 'ﬁ', 'øßł', '語', 'x'].map(foldAccents)).toEqual(['Zoe', 'naive', 'ﬁ', 'øßł', '語', 'x'])
  })
})
