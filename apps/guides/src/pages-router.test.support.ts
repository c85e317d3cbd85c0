import { sealData } from 'iron-session'
import { expect } from 'vitest'
import type { GuideApp } from './guide-app.test.support.ts'
import {
  endpoint,
  type Listener,
  listen,
  mintsOf,
  nameIn,
  type Send,
  sendTo,
  type TokenBody,
} from './token-requests.test.support.ts'

/** Starts a server for the token endpoint and the search page of a Pages Router app, and returns its sender. The page is the JSON of its props. */
export async function startPagesRouter(app: GuideApp) {
  const { default: handler } = (await app.load('pages/api/coveo-token.ts')) as { default: Listener }
  const page = (await app.load('pages/search.tsx')) as { getServerSideProps(context: object): unknown }
  const origin = await listen(async (req, res) => {
    if (req.url === endpoint) return handler(req, res)
    res.end(JSON.stringify(await page.getServerSideProps({ req, res })))
  })
  return sendTo(origin)
}

/** The promise of the guides: 401 without a session; with one, a token of the user, by one mint for the page and the endpoint. */
export async function expectSameTokenInPage({ coveo }: GuideApp, send: Send) {
  expect((await send(endpoint)).status).toBe(401)
  const password = 'development only: at least 32 characters'
  const cookie = `session=${await sealData({ user: { email: 'asmith@example.com' } }, { password })}`
  const { props } = (await (await send('/search', { cookie })).json()) as { props: { initialToken: TokenBody } }
  const body = (await (await send(endpoint, { cookie })).json()) as TokenBody
  expect(nameIn(body.token)).toBe('asmith@example.com')
  expect(props.initialToken.token).toBe(body.token)
  expect(mintsOf(coveo)).toBe(1)
}
