import { emulatorHandler } from '../handler.ts'

export type Post = (path: string, body: object) => Promise<{ status: number; message: string }>

const search = '/rest/search/v2'
const organization = '/rest/organizations/emulator'
const localization = { locale: 'en', timezone: 'UTC' }
const insight = `${organization}/insight/v1/configs/any/search`
const generate = `${organization}/answer/v1/configs/any/generate`
const alice = { name: 'asmith@example.com', provider: 'Email Security Provider' }

/** Sends an expression as each parameter that takes one. */
export const expressionParameters: Record<string, (post: Post, expression: string) => ReturnType<Post>> = {
  q: (post, q) => post(search, { q }),
  aq: (post, aq) => post(search, { aq }),
  cq: (post, cq) => post(search, { cq }),
  dq: (post, dq) => post(search, { dq, q: 'gateway' }),
  'aq without results of q': (post, aq) => post(search, { aq, q: 'xyzzy' }),
  'filter of a token': (post, filter) => post(`${search}/token`, { userIds: [alice], filter }),
  'groupBy.queryOverride': (post, queryOverride) => post(search, { groupBy: [{ field: '@source', queryOverride }] }),
  'groupBy.constantQueryOverride': (post, constantQueryOverride) =>
    post(search, { groupBy: [{ field: '@source', constantQueryOverride }] }),
  'searchContext.aq': (post, aq) => post(`${search}/facet`, { field: 'source', searchContext: { aq } }),
  'passages filter': (post, filter) =>
    post('/rest/search/v3/passages/retrieve', { query: 'vpn', localization, filter }),
  'generate cq': (post, cq) => post(generate, { q: 'vpn', cq }),
  'insight aq': (post, aq) => post(insight, { aq }),
}

/** Creates an emulator without a server, and a function that sends requests as the caller that the path needs. */
export async function openExpressions(restrictions: object = {}): Promise<Post> {
  const { controls, fetch } = emulatorHandler()
  const send = async (path: string, bearer: string, body: object) => {
    const headers = { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' }
    const response = await fetch(`http://emulator${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await response.text()
    return { status: response.status, message: '', ...(text.startsWith('{') ? JSON.parse(text) : {}) }
  }
  const { authenticatedSearch } = controls.apiKeys
  const { token } = await send(`${search}/token`, authenticatedSearch, { userIds: [alice], ...restrictions })
  return (path, body) => {
    const bearer = path === insight ? controls.adminToken : path.endsWith('/token') ? authenticatedSearch : token
    return send(path, bearer, body)
  }
}
