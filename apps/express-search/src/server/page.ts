import { readFileSync } from 'node:fs'
import { toTokenResponse } from '@coveo-token/core/adapter'
import { type DemoConfig, type DemoUser, withDeadline } from '@coveo-token/demo/server'
import type { ExpressCoveo } from '@coveo-token/express-middleware'
import type { Request, RequestHandler } from 'express'
import { signedInUser } from './session.ts'

interface PageOptions {
  config: DemoConfig
  coveo: ExpressCoveo<DemoUser>
  /** Folder of the built page. */
  pageDirectory: string
}

/** A page waits this long for its first token. Afterwards the browser requests one. */
const tokenDeadlineMs = 1500

/** Sends the page with its configuration, session and first token, so that its first search is its first request. */
export function createPage({ config, coveo, pageDirectory }: PageOptions): RequestHandler {
  const html = readFileSync(`${pageDirectory}/index.html`, 'utf8')

  async function firstToken(req: Request) {
    // The token endpoint logs the reason of a failure, when the browser requests the token.
    const issued = await withDeadline(coveo.getToken(req), tokenDeadlineMs).catch(() => undefined)
    const { organizationId } = coveo.tokens
    return issued ? toTokenResponse(issued, { organizationId, now: Date.now() }) : undefined
  }

  return async (req, res) => {
    const user = signedInUser(req) ?? null
    const start = { config, user, initialToken: user === null ? undefined : await firstToken(req) }
    // `<` could end the script element.
    const json = JSON.stringify(start).replaceAll('<', '\\u003c')
    res.set('Cache-Control', user === null ? 'no-cache' : 'private, no-store').vary('Cookie')
    res
      .type('html')
      .send(html.replace('<!--start-->', () => `<script id="start" type="application/json">${json}</script>`))
  }
}
