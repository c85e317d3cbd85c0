import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerText } from './answer-text.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[\w.-]*$/),
  fc.constantFrom('a\n', '"', '\\', 'a b', 'é', '\u2028', '\ud800'),
)
const answer = fc.record({
  token: text,
  kind: fc.constantFrom('search' as const, 'platform' as const),
  organizationId: text,
  expiresIn: fc.nat(),
  refreshIn: fc.nat(),
  fingerprint: text,
})

describe('answerText', () => {
  it('writes exactly what JSON.stringify makes of the answer', () => {
    fc.assert(
      fc.property(answer, (any) => {
        expect(answerText(any)).toBe(JSON.stringify(any))
      }),
      { seed: 7, numRuns: 1_000 },
    )
  })
})
