import { expect } from 'vitest'
import { until } from '../until.test.support.ts'
import type { Drive } from './controller-drive.test.support.ts'

/** Triggers, snippets and generated text: what a query pipeline adds to a response. */
export const pipelineControllers: Record<string, Drive> = {
  async buildRedirectionTrigger({ headless, engine, search }) {
    const trigger = headless.buildRedirectionTrigger(engine)
    await search('contact')
    expect(trigger.state.redirectTo).toBe('https://www.example.com/contact')
  },

  async buildNotifyTrigger({ headless, engine, search }) {
    const trigger = headless.buildNotifyTrigger(engine)
    await search('outage')
    expect(trigger.state.notifications).toEqual(['The shop is closed.'])
  },

  async buildExecuteTrigger({ headless, engine, search }) {
    const trigger = headless.buildExecuteTrigger(engine)
    await search('colors')
    expect(trigger.state.executions).toEqual([{ functionName: 'paint', params: ['red', 2] }])
  },

  async buildQueryTrigger({ headless, engine, search }) {
    const trigger = headless.buildQueryTrigger(engine)
    const summary = headless.buildQuerySummary(engine)
    await search('meter')
    await until(() => trigger.state.wasQueryModified && summary.state.total === 12)
    expect(trigger.state).toMatchObject({ originalQuery: 'meter', newQuery: 'gauge' })
  },

  async buildSmartSnippet({ headless, engine, search }) {
    const snippet = headless.buildSmartSnippet(engine)
    await search('escalation')
    expect(snippet.state).toMatchObject({ answerFound: true, question: 'How to escalate', answer: 'Call the manager.' })
    expect(snippet.state.source?.title).toBe('Message a of the thread')
  },

  async buildSmartSnippetQuestionsList({ headless, engine, search }) {
    const list = headless.buildSmartSnippetQuestionsList(engine)
    await search('escalation')
    expect(list.state.questions).toMatchObject([{ question: 'Who is the manager?', answer: 'See the list.' }])
    list.expand(list.state.questions[0]?.questionAnswerId ?? '')
    expect(list.state.questions[0]?.expanded).toBe(true)
  },

  async buildGeneratedAnswer({ headless, engine, search }) {
    const generated = headless.buildGeneratedAnswer(engine, { answerConfigurationId: 'any' })
    await search('escalation')
    await until(() => generated.state.citations.length > 0 && !generated.state.isStreaming)
    expect(generated.state.answer).toContain('A message about escalation.')
  },
}
