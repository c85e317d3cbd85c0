import { readFileSync } from 'node:fs'
import { DemoPage } from '@coveo-token/demo'
import { findPageStart, type PageStartOptions } from '@coveo-token/demo/server'
import type { Request, RequestHandler } from 'express'
import { createElement, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'

interface PageOptions {
  /** Returns the options for the page of a request. */
  startOptions: (req: Request) => PageStartOptions
  /** Folder of the built page. */
  pageDirectory: string
}

/** Sends the page with its first results in the HTML, and with what its script needs: configuration, session and first token. */
export function createPage({ startOptions, pageDirectory }: PageOptions): RequestHandler {
  const template = readFileSync(`${pageDirectory}/index.html`, 'utf8')
  return async (req, res) => {
    const start = await findPageStart(startOptions(req))
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
