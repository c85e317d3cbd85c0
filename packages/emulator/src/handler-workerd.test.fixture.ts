import { emulatorHandler } from './handler.ts'

/** Runs inside `workerd test`, without the Node.js compatibility flag. */
export default {
  async test(): Promise<void> {
    const { controls, fetch: coveoFetch } = emulatorHandler({ organizationId: 'acme' })
    const post = (path: string, bearer: string, body: object) =>
      coveoFetch(`https://acme.org.coveo.com${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { authenticatedSearch } = controls.apiKeys
    const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }]
    const impersonate = { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' }
    const search = { userIds }
    const tokens = [
      await post('/rest/search/v2/token', authenticatedSearch, { userIds }),
      await post('/rest/organizations/acme/tokens', authenticatedSearch, {
        body: { privileges: [impersonate], additionalConfiguration: { search } },
      }),
    ]
    for (const response of tokens) {
      const { token } = (await response.json()) as { token: string }
      const found = (await (await post('/rest/search/v2', token, { q: 'gateway' })).json()) as { totalCount: number }
      if (!(found.totalCount > 0)) throw new Error(`totalCount ${found.totalCount} with a token of ${response.url}`)
      const generated = await post('/rest/organizations/acme/answer/v1/configs/any/generate', token, { q: 'gateway' })
      if (!(await generated.text()).includes('genqa.endOfStreamType')) throw new Error('the stream has no end')
    }
    controls.faults.add({ delayMs: 1, status: 503 })
    const { status } = await post('/rest/search/v2/token', authenticatedSearch, { userIds })
    if (status !== 503) throw new Error(`status ${status} with a fault`)
  },
}
