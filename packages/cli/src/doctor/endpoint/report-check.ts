import { fail, pass, skip, warn } from '../check.ts'
import { endpointCheck } from './endpoint-check.ts'
import { samePage } from './endpoint-probe.ts'

/** The fingerprint of no token: its report changes nothing. */
const unknownFingerprint = 'doctor-doctor-00'

/** The report of a rejected token arrives through the proxy, body and origin included. */
export const reportCheck = endpointCheck('report', async ({ send, url, cookies }) => {
  const [cookie] = cookies
  if (cookie === undefined) return skip('A report needs a session.', 'Pass one: --cookie NAME=VALUE.')
  const report = { method: 'POST', cookie, body: { rejected: unknownFingerprint } } as const
  const { status } = await send({ ...report, headers: { ...samePage, Origin: url.origin } })
  if (status === 401) return fail('The session of --cookie is not signed in.', 'Copy the cookie of a signed-in page.')
  if (status !== 200) {
    return fail(
      `The report of a rejected token gets status ${status}: a page with a rejected token cannot recover.`,
      'Let the proxy pass POST with a JSON body to the endpoint, and keep CSRF middleware off its path.',
    )
  }
  // Browsers without Sec-Fetch-Site: the server compares the origin with its own, which it knows from the proxy.
  if ((await send({ ...report, headers: { Origin: url.origin } })).status !== 200) {
    return warn(
      'The report is accepted from browsers that send Sec-Fetch-Site only: the server does not know its public origin.',
      'Let the framework trust the proxy (Express: trust proxy; Next: forward X-Forwarded-Host and X-Forwarded-Proto).',
    )
  }
  return pass('The report of a rejected token is accepted.')
})
