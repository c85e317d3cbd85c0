import type { IssuedToken } from '../issuing/issued-token.ts'
import { tokenAnswer } from './token-answer.ts'

interface Around {
  before: string
  after: string
}

/**
 * Writes `tokenAnswer` as JSON. Of an answer from memory only the two numbers change from one request to the next; the
 * text around them is kept for as long as its token is.
 */
export function createAnswerText(organizationId: string): (issued: IssuedToken, now: number) => string {
  const written = new WeakMap<IssuedToken, Around>()

  function write(issued: IssuedToken): Around {
    const { token, kind, fingerprint } = issued
    const around = {
      before: `${JSON.stringify({ token, kind, organizationId }).slice(0, -1)},"expiresIn":`,
      after: `,${JSON.stringify({ fingerprint }).slice(1)}`,
    }
    written.set(issued, around)
    return around
  }

  return (issued, now) => {
    const { before, after } = written.get(issued) ?? write(issued)
    const { expiresIn, refreshIn } = tokenAnswer(issued, { organizationId, now })
    return `${before}${expiresIn},"refreshIn":${refreshIn}${after}`
  }
}
