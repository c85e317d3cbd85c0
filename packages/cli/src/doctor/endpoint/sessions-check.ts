import { readTokenClaims } from '@coveo-token/core/browser'
import { textOf } from '../../inspect/claim.ts'
import { fail, pass, skip, warn } from '../check.ts'
import { endpointCheck } from './endpoint-check.ts'
import { type ProbeResponse, samePage } from './endpoint-probe.ts'

const requests = 50

/** Two sessions never get each other's token, however their requests interleave. */
export const sessionsCheck = endpointCheck('two sessions', async ({ send, cookies }) => {
  const [first, second] = cookies
  if (first === undefined || second === undefined) {
    return skip('Needs two sessions.', 'Pass the cookies of two users: --cookie NAME=VALUE twice.')
  }
  const request = (cookie: string) => send({ cookie, headers: samePage })
  const expected = new Map<string, string>()
  for (const cookie of [first, second]) {
    const response = await request(cookie)
    const owner = ownerOf(response)
    if (owner === undefined) {
      const which = cookie === first ? 'first' : 'second'
      return fail(
        `The ${which} session gets status ${response.status} and no token.`,
        'Copy the cookie of a signed-in page.',
      )
    }
    expected.set(cookie, owner)
  }
  if (expected.get(first) === expected.get(second)) {
    return warn(
      'Both sessions get tokens of the same user.',
      'Pass the cookies of two users. If they are, `user` does not read the session of its request.',
    )
  }
  const interleaved = Array.from({ length: requests }, (_, at) => (at % 2 === 0 ? first : second))
  const owners = await Promise.all(
    interleaved.map(async (cookie) => ({ cookie, owner: ownerOf(await request(cookie)) })),
  )
  const known = owners.filter(({ owner }) => owner !== undefined)
  const crossed = known.filter(({ cookie, owner }) => owner !== expected.get(cookie))
  if (crossed.length > 0) {
    return fail(
      `${crossed.length} of ${requests} interleaved requests got the token of the other session.`,
      'Keep no user in a variable that requests share, and let no cache store the response.',
    )
  }
  if (known.length < requests) {
    return warn(
      `${requests - known.length} of ${requests} interleaved requests got no token; no token was crossed.`,
      'Check the rate limit of the endpoint.',
    )
  }
  return pass(`${requests} interleaved requests of two sessions each got their own token.`)
})

/** The user of a token: the identities in its claims. The subject beside it can be right while the token is not. */
function ownerOf({ status, json }: ProbeResponse): string | undefined {
  const token = textOf(json.token)
  if (status !== 200 || token === undefined) return undefined
  const claims = readTokenClaims(token)
  const identities = claims?.userIds ?? claims?.body
  return identities === undefined ? (textOf(json.subject) ?? token) : JSON.stringify(identities)
}
