import { fail, pass } from '../check.ts'
import { endpointCheck } from './endpoint-check.ts'
import { samePage } from './endpoint-probe.ts'

/** The fix for a redirect to a page that signs the user in. */
export const redirectFix =
  'Exclude its path from the middleware that redirects to the sign-in page; the endpoint itself responds with 401.'

/** Whether the URL is a token endpoint: JSON, and no page for signing in. */
export const reachableCheck = endpointCheck('reachable', async ({ send, cookies }) => {
  const [cookie] = cookies
  const { status, header } = await send({ cookie, headers: samePage })
  if (status >= 300 && status < 400) {
    return fail('The endpoint responds with a redirect, which a page cannot follow for a token.', redirectFix)
  }
  const type = header('content-type') ?? 'no content type'
  if (!/^application\/(problem\+)?json\b/i.test(type)) {
    return fail(
      `The endpoint responds with status ${status} and ${type}, not with JSON.`,
      'Check the URL: it is the path of the token endpoint, such as /api/coveo-token.',
    )
  }
  if (status === 200 || status === 401) return pass(`The endpoint responds with status ${status} and JSON.`)
  return fail(
    `The endpoint responds with status ${status} to a page of its own.`,
    'Look for the reason in the log of the application.',
  )
})
