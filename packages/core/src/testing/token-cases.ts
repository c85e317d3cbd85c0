import type { IssueOutcome } from '../issuing/issued-token.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import { expectResponse, expectSame, expectToken } from './contract-responses.ts'
import { contractToken } from './contract-tokens.ts'
import type { EndpointUnderTest } from './endpoint-under-test.ts'

const outcomes: readonly IssueOutcome[] = ['hit', 'mint', 'shared', 'coalesced', 'stale']

export const tokenCases = {
  async 'returns the token of the signed-in user to GET, and nothing else'({ send }: EndpointUnderTest) {
    const token = contractToken('alice')
    const body = await expectToken(await send(), token)
    const named = fingerprint(token)
    expectSame(
      body,
      {
        token,
        kind: 'search',
        organizationId: 'acme',
        expiresIn: 3480,
        refreshIn: 2710,
        fingerprint: named,
        subject: fingerprint('alice'),
      },
      'body',
    )
  },

  async 'counts whole seconds from the moment of sending'({ send, advance }: EndpointUnderTest) {
    advance(2_700_000)
    const nearlyDue = await expectToken(await send(), contractToken('alice'))
    expectSame([nearlyDue.expiresIn, nearlyDue.refreshIn], [780, 10], 'seconds')
    advance(60_000)
    const overdue = await expectToken(await send(), contractToken('alice'))
    expectSame([overdue.expiresIn, overdue.refreshIn], [720, 1], 'seconds of a token that is due')
  },

  async 'names the outcome in Server-Timing'({ send, setup }: EndpointUnderTest) {
    for (const outcome of outcomes) {
      setup.tokens.outcome = outcome
      const response = await send()
      await expectToken(response, contractToken('alice'))
      expectSame(response.headers.get('server-timing'), `token;desc="${outcome}"`, 'Server-Timing')
    }
  },

  async 'responds to HEAD like to GET, without the body'({ send }: EndpointUnderTest) {
    const response = await send({ method: 'HEAD' })
    expectSame(await expectResponse(response, 200), '', 'body')
    expectSame(response.headers.get('content-type'), 'application/json', 'Content-Type')
    expectSame(await expectResponse(await send({ method: 'HEAD', cookie: '' }), 401), '', 'body when signed out')
  },

  async 'returns their own token to each of many interleaved users'({ send }: EndpointUnderTest) {
    const users = Array.from({ length: 60 }, (_, at) => `user${at % 7}`)
    await Promise.all(
      users.map(async (user) => expectToken(await send({ cookie: `user=${user}` }), contractToken(user))),
    )
  },

  async 'waits for an asynchronous user'({ send, setup }: EndpointUnderTest) {
    setup.user = async (cookie) => {
      await Promise.resolve()
      return cookie?.replace('user=', '')
    }
    await expectToken(await send({ cookie: 'user=bob' }), contractToken('bob'))
  },

  async 'stops waiting when the client disconnects'({ send, setup }: EndpointUnderTest) {
    const client = new AbortController()
    const aborted = new Promise<void>((resolve) => {
      setup.tokens.instead = (signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            resolve()
            reject(signal.reason)
          })
          client.abort()
        })
    })
    await Promise.all([aborted, send({ signal: client.signal }).catch(() => undefined)])
  },
}
