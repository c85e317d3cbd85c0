import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createCoveoClient, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { coveoTokenEndpoint } from '@coveo-token/express-middleware'
import express from 'express'
import type nextModule from 'next'
import { sampleToken } from './sample-token.ts'
import { searchTokenServer } from './search-token-server.ts'

const createNext = createRequire(import.meta.url)('next') as typeof nextModule.default

/** A server to measure, and the path to request. */
export interface EndpointContender {
  path: string
  /** Number of requests under load for each start, after the same number for warm-up. */
  requests: number
  /** True if its comparison is not close, so that one start is enough. */
  isFarOff?: boolean
  /** Response time of its stub of Coveo; absent if it has none. */
  upstreamMs?: number
  start(upstream: string): Promise<Server> | Server
}

const constant = {
  token: sampleToken('alice'),
  kind: 'search',
  organizationId: 'benchmark',
  expiresIn: 3480,
  refreshIn: 2710,
  fingerprint: 'mPq1c0tJx2yR8a7V',
}

function ours(upstreamMs: number): EndpointContender {
  return {
    path: '/token',
    requests: 6000,
    isFarOff: upstreamMs > 0,
    upstreamMs,
    start(endpoint) {
      const apiKey = 'xx01234567-89ab-cdef-0123-456789abcdef'
      const tokens = createTokenIssuer<string>({
        coveo: createCoveoClient({ organizationId: 'benchmark', apiKey, baseUrl: endpoint }),
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
      })
      return createServer(express().use('/token', coveoTokenEndpoint({ tokens, user: () => 'alice@example.com' })))
    },
  }
}

function theirs(upstreamMs: number): EndpointContender {
  return { path: '/token', requests: upstreamMs > 0 ? 400 : 2000, isFarOff: true, upstreamMs, start: searchTokenServer }
}

function nextRoute(path: string): EndpointContender {
  return {
    path,
    requests: 1500,
    async start() {
      const server = createServer()
      const dir = fileURLToPath(new URL('../next-app', import.meta.url))
      const app = createNext({ dev: false, dir, hostname: '127.0.0.1', httpServer: server })
      await app.prepare()
      const handle = app.getRequestHandler()
      return server.on('request', (req, res) => void handle(req, res))
    },
  }
}

export const endpointContenders = {
  'node:http, a constant': {
    path: '/token',
    requests: 6000,
    start: () =>
      createServer((_req, res) => {
        const body = JSON.stringify(constant)
        res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body)
      }),
  },
  'Express, res.json of a constant': {
    path: '/token',
    requests: 6000,
    start: () => createServer(express().get('/token', (_req, res) => void res.json(constant))),
  },
  'Express, coveoTokenEndpoint': ours(0),
  '@coveo/search-token-server 1.37.6': theirs(0),
  'Express, coveoTokenEndpoint, Coveo at 80 ms': ours(80),
  '@coveo/search-token-server 1.37.6, Coveo at 80 ms': theirs(80),
  'Next, a route with a constant': nextRoute('/api/constant'),
  'Next, createTokenRoute': nextRoute('/api/token'),
} satisfies Record<string, EndpointContender>

export type EndpointContenderName = keyof typeof endpointContenders
