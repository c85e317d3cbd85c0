import { emulatorHandler } from '../handler.ts'

/** Creates a token and searches with it, both through `emulatorHandler`. Returns the results. */
export async function searchWithHandler(): Promise<unknown[]> {
  const { fetch, controls } = emulatorHandler({ organizationId: 'acme' })
  const post = async (path: string, bearer: string, body: object) => {
    const headers = { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' }
    const url = `https://acme.org.coveo.com/rest/search/v2${path}`
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }]
  const { token } = await post('/token', controls.apiKeys.authenticatedSearch, { userIds })
  return (await post('', token, { q: 'vpn' })).results
}
