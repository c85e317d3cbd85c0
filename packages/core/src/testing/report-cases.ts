import { expectProblem, expectSame, expectToken } from './contract-responses.ts'
import { contractToken } from './contract-tokens.ts'
import type { EndpointUnderTest } from './endpoint-under-test.ts'
import { rejectedFingerprint as fingerprint, rejectionReport as report } from './rejection-report.ts'

export const reportCases = {
  async 'passes a report on and returns a token'({ send, setup }: EndpointUnderTest) {
    await expectToken(await send(report), contractToken('alice'))
    const charset = { 'content-type': 'application/json; charset=utf-8' }
    await expectToken(await send({ ...report, headers: charset, cookie: 'user=bob' }), contractToken('bob'))
    expectSame(
      setup.tokens.rejected,
      [
        { user: 'alice', fingerprint },
        { user: 'bob', fingerprint },
      ],
      'reports',
    )
  },

  async 'responds 429 with Retry-After when a user reports too often'({ send, setup }: EndpointUnderTest) {
    setup.tokens.rejection = { outcome: 'limited', retryAfterMs: 12_345 }
    const response = await send(report)
    await expectProblem(response, 429, 'too-many-requests')
    expectSame(response.headers.get('retry-after'), '13', 'Retry-After')
    expectSame(setup.tokens.issues, 0, 'issued tokens')
  },

  async 'responds 401 to a report when signed out'({ send, setup }: EndpointUnderTest) {
    await expectProblem(await send({ ...report, cookie: '' }), 401, 'not-authenticated')
    expectSame(setup.tokens.rejected, [], 'reports')
  },

  async 'responds 415 to a body of another type, such as a form can send'({ send, setup }: EndpointUnderTest) {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json']
    for (const type of [...types, 'application/jsonp', 'text/plain; application/json']) {
      const response = await send({ ...report, headers: { 'content-type': type } })
      await expectProblem(response, 415, 'bad-request')
    }
    await expectProblem(await send({ method: 'POST' }), 415, 'bad-request')
    expectSame(setup.tokens.rejected, [], 'reports')
  },

  async 'responds 413 to a body that is too large, declared or not'({ send, setup }: EndpointUnderTest) {
    const body = JSON.stringify({ rejected: fingerprint, more: 'x'.repeat(2000) })
    await expectProblem(await send({ ...report, body }), 413, 'bad-request')
    const undeclared = new Blob([body]).stream()
    await expectProblem(await send({ ...report, body: undeclared, duplex: 'half' }), 413, 'bad-request')
    expectSame(setup.tokens.rejected, [], 'reports')
  },

  async 'accepts a report in many chunks'({ send, setup }: EndpointUnderTest) {
    const pieces = [...report.body].map((character) => new TextEncoder().encode(character))
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift()
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
    })
    await expectToken(await send({ ...report, body, duplex: 'half' }), contractToken('alice'))
    expectSame(setup.tokens.rejected.length, 1, 'reports')
  },

  async 'responds 400 to a body that is not a report'({ send, setup }: EndpointUnderTest) {
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{}',
      '{"rejected":null}',
      '{"rejected":["mPq1c0tJx2yR8a7V"]}',
      '{"rejected":"short"}',
      '{"rejected":"mPq1c0tJx2yR8a7V\\n"}',
      '{"rejected":"../../etc/passwd"}',
      `{"__proto__":{"rejected":"${fingerprint}"}}`,
      `{"constructor":{"prototype":{"rejected":"${fingerprint}"}}}`,
    ]
    for (const body of bodies) await expectProblem(await send({ ...report, body }), 400, 'bad-request')
    expectSame(setup.tokens.rejected, [], 'reports')
    expectSame(({} as { rejected?: string }).rejected, undefined, 'a polluted prototype')
  },

  async 'ignores users in the body'({ send }: EndpointUnderTest) {
    const body = JSON.stringify({ rejected: fingerprint, user: 'bob', userIds: ['bob'], filter: 'true' })
    await expectToken(await send({ ...report, body }), contractToken('alice'))
  },
}
