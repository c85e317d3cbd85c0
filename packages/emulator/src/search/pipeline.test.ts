import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const pipeline = {
  triggers: [
    { query: 'Contact', type: 'redirect' as const, content: 'https://www.example.com/contact' },
    { query: 'contact', type: 'notify' as const, content: 'Call us.' },
  ],
  thesaurus: [['lamp', 'humidity sensor']],
  smartSnippets: [
    {
      query: 'how to escalate',
      heading: 'How do I escalate a case?',
      snippet: '<p>Call the duty manager.</p>',
      document: 'escalation-process',
      related: [{ heading: 'Who decides?', snippet: 'The manager.', document: 'escalation-process' }],
    },
  ],
}

async function open(name = 'asmith@example.com') {
  const opened = await openEmulator({ pipeline })
  const bearer = await opened.tokenFor(name)
  return { ...opened, bearer, find: async (request: object) => (await opened.search(bearer, request)).json }
}

describe('pipeline', () => {
  it('returns the triggers of a query from search and plan', async () => {
    const { find, send, bearer } = await open()
    const triggers = [
      { type: 'redirect', content: 'https://www.example.com/contact' },
      { type: 'notify', content: 'Call us.' },
    ]
    expect((await find({ q: 'contact' })).triggers).toEqual(triggers)
    expect((await find({ q: 'contacts' })).triggers).toEqual([])
    const plan = await send('/rest/search/v2/plan', { bearer, body: { q: 'contact' } })
    expect(plan.json.preprocessingOutput.triggers).toEqual(triggers)
  })

  it('finds words of the same meaning', async () => {
    const { find } = await open()
    const { totalCount } = await find({ q: '"humidity sensor"' })
    expect(totalCount).toBeGreaterThan(0)
    expect((await find({ q: 'lamp' })).totalCount).toBeGreaterThanOrEqual(totalCount)
  })

  it('returns a smart snippet only to users with access to its document', async () => {
    const q = 'How to escalate'
    const { questionAnswer } = await (await open()).find({ q })
    expect(questionAnswer).toMatchObject({
      answerFound: true,
      question: 'How do I escalate a case?',
      documentId: { contentIdKey: 'permanentid' },
      relatedQuestions: [{ question: 'Who decides?' }],
    })
    expect(await (await open('bjones@example.com')).find({ q })).not.toHaveProperty('questionAnswer')
  })
})
