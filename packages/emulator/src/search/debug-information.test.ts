import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

describe('a search with debug', () => {
  it('describes its caller, its pipeline, its expressions and the rank of each result', async () => {
    const { search, tokenFor } = await openEmulator()
    const token = await tokenFor('asmith@example.com', { filter: '@year==2026' })
    const { json } = await search(token, { q: 'escalation process', cq: '@source', debug: true })
    const expressions = {
      basicExpression: 'escalation process',
      advancedExpression: '',
      constantExpression: '@source @year==2026',
    }
    expect(json).toMatchObject({ ...expressions, rankingExpressions: [] })
    expect(json.userIdentities).toMatchObject([{ name: 'asmith@example.com', type: 'User' }])
    expect(json.executionReport.children).toMatchObject([
      { name: 'PerformAuthentication', result: { userIds: json.userIdentities } },
      { name: 'ResolvePipeline', result: { pipeline: 'default' } },
      { name: 'IndexQuery', result: { in: expressions } },
    ])
    const [{ score, rankingInfo }] = json.results
    expect(rankingInfo).toMatch(/^Document weights:\nTitle: 0; [^\n]+\n\nTerms weights:\nescalation: 100, [1-9]\d*; \n/)
    expect(rankingInfo).toContain(`\n\nTotal weight: ${score}`)
  })

  it('adds nothing to a search without debug', async () => {
    const { search, tokenFor } = await openEmulator()
    const { json } = await search(await tokenFor('asmith@example.com'), { q: 'escalation' })
    expect(json).not.toHaveProperty('executionReport')
    expect(json.results[0].rankingInfo).toBeNull()
  })
})
