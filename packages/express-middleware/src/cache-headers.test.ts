import { withEndpoint } from '@coveo-token/core/testing'
import { describe, expect, it } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { startTestServer } from '../test/test-server.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

const forCaches = {
  'Cache-Control': 'public, max-age=600',
  'CDN-Cache-Control': 'public, max-age=600',
  'Cloudflare-CDN-Cache-Control': 'max-age=600',
  'Vercel-CDN-Cache-Control': 'max-age=600',
  'Netlify-CDN-Cache-Control': 'max-age=600',
  'Akamai-Cache-Control': 'max-age=600',
  'X-LiteSpeed-Cache-Control': 'public, max-age=600',
  'Edge-Control': 'max-age=600',
  'Surrogate-Control': 'max-age=600',
  'X-Accel-Expires': '600',
  ETag: '"v1"',
  Expires: 'Thu, 01 Jan 2099 00:00:00 GMT',
  'Last-Modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
  Vary: 'Accept-Encoding',
}

describe.each(expressVersions)('coveoTokenEndpoint in %s', (_, express) => {
  it.each(['user=alice', ''])('removes the headers that earlier middleware set for caches, for cookie "%s"', (cookie) =>
    withEndpoint(
      async (setup) => {
        const endpoint = coveoTokenEndpoint({ ...setup, user: (req) => setup.user(req.headers.cookie) })
        const app = express()
          .use((_req, res, next) => {
            res.set({ ...forCaches, 'Set-Cookie': 'session=prolonged', 'X-Frame-Options': 'DENY' })
            next()
          })
          .use('/token', endpoint)
        const { url, close } = await startTestServer(app)
        return { url: `${url}/token`, send: (request) => fetch(request), close }
      },
      async ({ send }) => {
        const { headers } = await send({ cookie })
        expect(headers.get('cache-control')).toBe('private, no-store')
        expect(headers.get('vary')).toBe('Cookie, Authorization, Origin')
        const left = Object.keys(forCaches).filter((name) => headers.has(name))
        expect(left).toEqual(['Cache-Control', 'Vary'])
        expect(headers.get('x-frame-options')).toBe('DENY')
        expect(headers.getSetCookie()).toEqual(['session=prolonged'])
      },
    ),
  )
})
