import { connectionFailure } from '../output/connection-failure.ts'
import { type Check, fail, pass, warn } from './check.ts'
import { responseObject } from './response-object.ts'

const timeoutMs = 10_000

/** One search with the trial token, on the host that minted it. @see https://docs.coveo.com/en/56 */
export const searchCheck: Check = {
  name: 'trial search',
  needs: ['trial mint'],
  async run({ coveo, token }) {
    const { calls } = coveo()
    const bearer = await token()
    const mint = calls.calls.findLast(({ url }) => new URL(url).pathname.endsWith('/rest/search/v2/token'))
    const url = new URL(mint?.url ?? '')
    url.pathname = url.pathname.slice(0, -'/token'.length)
    const search = await calls
      .fetch(url, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ q: '', numberOfResults: 1 }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      .then(async ({ ok, status, body }) => ({ ok, status, found: await responseObject({ body }) }))
      .catch((error: unknown) => connectionFailure(error) ?? { reason: 'no response', fix: undefined })
    if ('reason' in search) {
      const fix = search.fix ?? 'Check DNS, the proxy and the firewall between this machine and Coveo.'
      return fail(`The Search API could not be reached: ${search.reason}.`, fix)
    }
    if (!search.ok) {
      return fail(
        `The Search API responded to the new token with status ${search.status}.`,
        'Check that the organization is active and that the token is for its region.',
      )
    }
    const { totalCount } = search.found
    if (totalCount === 0) {
      return warn('The search works and finds no document.', 'Name a user who can read documents with --user EMAIL.')
    }
    if (typeof totalCount !== 'number') {
      return fail(
        'The response of the Search API has no number of documents.',
        'Check that no proxy between this machine and Coveo responds in its place.',
      )
    }
    return pass(`The search finds ${totalCount} documents.`)
  },
}
