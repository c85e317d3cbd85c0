import { describe, expect, it } from 'vitest'
import { emailsFromEnv } from './emails-from-env.ts'

const sentence = /^AGENT_TOKENS must be JSON with an email address for each access token/

describe('emailsFromEnv', () => {
  it('returns the email address of each access token', () => {
    expect(emailsFromEnv({ AGENT_TOKENS: '{"a-secret":"asmith@example.com"}' })).toEqual({
      'a-secret': 'asmith@example.com',
    })
  })

  it.each([undefined, '', '{}', '[]', '"a-secret"', 'a-secret=asmith', '{"a-secret":7}', '{"a-secret":""}', 'null'])(
    'throws an error without the value for %j',
    (AGENT_TOKENS) => {
      expect(() => emailsFromEnv({ AGENT_TOKENS })).toThrow(sentence)
      expect(() => emailsFromEnv({ AGENT_TOKENS })).not.toThrow(/a-secret/)
    },
  )
})
