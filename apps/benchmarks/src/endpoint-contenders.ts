import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type CoveoClient, createTokenIssuer, searchGrant, type TokenIssuer } from '@coveo-token/core'
import { coveoTokenEndpoint } from '@coveo-token/express-middleware'
import express from 'express'
import type nextModule from 'next'
import { sampleToken } from './sample-token.ts'

const createNext = createRequire(import.meta.url)('next') as typeof nextModule.default

/** A server to be measured, and the path of what it is measured by. */
export interface EndpointContender {
  path: string
  /** How many requests to measure it by. */
  requests: number
  start(): Promise<Server>
}

const constant = {
  token: sampleToken('alice'),
  kind: 'search',
  organizationId: 'benchmark',
  expiresIn: 3480,
  refreshIn: 2710,
  fingerprint: 'mPq1c0tJx2yR8a7V',
}

/** An issuer on a Coveo that answers after so many milliseconds. */
function issuer(upstreamMs: number): TokenIssuer<string> {
  const coveo: Pick<CoveoClient, 'organizationId' | 'scope' | 'createSearchToken' | 'createPlatformToken'> = {
    organizationId: 'benchmark',
    scope: 'benchmark',
    createSearchToken: () => mint(upstreamMs),
    createPlatformToken: () => mint(upstreamMs),
  }
  const grant = (name: string) => searchGrant({ userIds: [{ name, provider: 'Email Security Provider' }] })
  return createTokenIssuer({ coveo, grant })
}

async function mint(upstreamMs: number) {
  if (upstreamMs > 0) await new Promise((resolve) => setTimeout(resolve, upstreamMs))
  return { token: sampleToken('alice'), remainingMs: 3_600_000, lifeMs: 3_600_000 }
}

/** What every application without a cache does: one call to Coveo for each request. */
function mintingEachTime(upstreamMs: number): EndpointContender {
  return {
    path: '/token',
    requests: upstreamMs > 0 ? 600 : 6000,
    start: async () =>
      createServer(express().get('/token', async (_req, res) => void res.json(await mint(upstreamMs)))),
  }
}

function nextRoute(path: string): EndpointContender {
  return {
    path,
    requests: 2000,
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
    start: async () =>
      createServer((_req, res) => {
        const body = JSON.stringify(constant)
        res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body)
      }),
  },
  'Express, res.json of a constant': {
    path: '/token',
    requests: 6000,
    start: async () => createServer(express().get('/token', (_req, res) => void res.json(constant))),
  },
  'Express, coveoTokenEndpoint': {
    path: '/token',
    requests: 6000,
    start: async () =>
      createServer(express().use('/token', coveoTokenEndpoint({ tokens: issuer(0), user: () => 'alice' }))),
  },
  'Express, a mint for each request, Coveo at 0 ms': mintingEachTime(0),
  'Express, a mint for each request, Coveo at 80 ms': mintingEachTime(80),
  'Express, coveoTokenEndpoint, Coveo at 80 ms': {
    path: '/token',
    requests: 6000,
    start: async () =>
      createServer(express().use('/token', coveoTokenEndpoint({ tokens: issuer(80), user: () => 'alice' }))),
  },
  'Next, a route with a constant': nextRoute('/api/constant'),
  'Next, createTokenRoute': nextRoute('/api/token'),
} satisfies Record<string, EndpointContender>

export type EndpointContenderName = keyof typeof endpointContenders
