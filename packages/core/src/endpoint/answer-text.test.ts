import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnswerText } from './answer-text.ts'
import { tokenAnswer } from './token-answer.ts'

const issuedToken = fc.record({
  kind: fc.constantFrom('search' as const, 'platform' as const),
  token: fc.string({ unit: 'binary' }),
  fingerprint: fc.string({ unit: 'binary' }),
  expiresAt: fc.integer({ min: 0, max: 10_000_000 }),
  refreshAt: fc.integer({ min: 0, max: 10_000_000 }),
})

describe('createAnswerText', () => {
  it('writes exactly what JSON.stringify makes of the answer, at any instant', () => {
    fc.assert(
      fc.property(issuedToken, fc.string(), fc.array(fc.nat(12_000_000)), (issued, organizationId, instants) => {
        const text = createAnswerText(organizationId)
        for (const now of instants) {
          expect(text(issued, now)).toBe(JSON.stringify(tokenAnswer(issued, { organizationId, now })))
        }
      }),
      { seed: 7 },
    )
  })
})
