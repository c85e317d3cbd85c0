import { fail, pass, warn } from '../check.ts'
import { endpointCheck } from './endpoint-check.ts'
import { samePage } from './endpoint-probe.ts'
import { redirectFix } from './reachable-check.ts'

/** A request without a session gets 401, or a token for guests that says so. */
export const signedOutCheck = endpointCheck('401 without a session', async ({ send }) => {
  const { status, json } = await send({ headers: samePage })
  if (status === 401) return pass('A request without a session gets 401.')
  if (status === 200 && json.guest === true) {
    return warn(
      'A request without a session gets a token for guests.',
      'Nothing, if visitors may search: limit the rate of requests per visitor.',
    )
  }
  if (status === 200) {
    return fail(
      'A request without a session gets a token: every visitor can search as that user.',
      'Let `user` return null for a request without a session.',
    )
  }
  return fail(
    `A request without a session gets status ${status} instead of 401.`,
    status >= 300 && status < 400
      ? redirectFix
      : 'Let `user` return null for a request without a session, and throw only for a failure.',
  )
})
