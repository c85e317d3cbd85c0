import { fail, pass, skip } from '../check.ts'
import { foreignOrigin } from './cors-check.ts'
import { endpointCheck } from './endpoint-check.ts'

/** A request from a page of another site is refused, although the browser sends the cookies. */
export const crossSiteCheck = endpointCheck('cross-site', async ({ send, cookies }) => {
  const [cookie] = cookies
  const headers = { Origin: foreignOrigin, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' }
  const { status } = await send({ cookie, headers })
  if (status === 403) return pass('A request from a page of another site gets 403.')
  if (status === 401 && cookie === undefined) {
    return skip('Without a session the response is 401.', 'Pass a session: --cookie NAME=VALUE.')
  }
  return fail(
    `A request from a page of another site gets status ${status} instead of 403.`,
    'Let the proxy pass the headers Origin and Sec-Fetch-Site to the endpoint.',
  )
})
