import { readFileSync } from 'node:fs'
import { toTokenResponse } from '@coveo-token/core/adapter'
import { DemoPage, type DemoPageProps } from '@coveo-token/demo'
import { type DemoConfig, type DemoUser, findFirstState, withDeadline } from '@coveo-token/demo/server'
import type { ExpressCoveo } from '@coveo-token/express-middleware'
import type { Request, RequestHandler } from 'express'
import { createElement, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { signedInUser } from './session.ts'

interface PageOptions {
  config: DemoConfig
  coveo: ExpressCoveo<DemoUser>
  /** Folder of the built page. */
  pageDirectory: string
}

/** A page waits this long for its first token. Afterwards the browser requests one. */
const tokenDeadlineMs = 1500

/** Sends the page with its first results in the HTML, and with what its script needs: configuration, session and first token. */
export function createPage({ config, coveo, pageDirectory }: PageOptions): RequestHandler {
  const template = readFileSync(`${pageDirectory}/index.html`, 'utf8')

  async function firstToken(req: Request) {
    // The token endpoint logs the reason of a failure, when the browser requests the token.
    const issued = await withDeadline(coveo.getToken(req), tokenDeadlineMs).catch(() => undefined)
    const { organizationId } = coveo.tokens
    return issued ? toTokenResponse(issued, { organizationId, now: Date.now() }) : undefined
  }

  async function startOf(req: Request): Promise<DemoPageProps> {
    const user = signedInUser(req) ?? null
    if (user === null) return { config, user }
    const initialToken = await firstToken(req)
    return { config, user, initialToken, firstState: await findFirstState({ config, token: initialToken?.token }) }
  }

  return async (req, res) => {
    const start = await startOf(req)
    const html = renderToString(createElement(StrictMode, null, createElement(DemoPage, start)))
    // `<` could end the script element.
    const json = JSON.stringify(start).replaceAll('<', '\\u003c')
    res.set('Cache-Control', start.user === null ? 'no-cache' : 'private, no-store').vary('Cookie')
    res
      .type('html')
      .send(
        template
          .replace('<!--page-->', () => html)
          .replace('<!--start-->', () => `<script id="start" type="application/json">${json}</script>`),
      )
  }
}
