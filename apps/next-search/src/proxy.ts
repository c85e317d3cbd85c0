import { coveoClientFromEnv } from '@coveo-token/core'
import {
  demoConfig,
  isAllowedHost,
  isCrossSite,
  problem,
  searchOrigin,
  securityHeaders,
} from '@coveo-token/demo/server'
import { type NextRequest, NextResponse } from 'next/server.js'
import { problemResponse } from './problem-response.ts'
import { demoSettings } from './settings.ts'

/**
 * Sets the security headers of every page. Refuses cross-site requests that change state, and requests for another host, which DNS
 * rebinding lets a page of another site send. Next reads the nonce for its inline scripts from the request's policy. The token
 * endpoint has its own headers and guard.
 */
export function proxy(request: NextRequest): Response {
  if (!isAllowedHost(request.headers.get('host'), demoSettings().allowedHosts)) {
    const detail = 'This host is not one of ALLOWED_HOSTS.'
    return problemResponse(problem({ status: 403, code: 'forbidden-origin', detail }))
  }
  const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
  if (!reads && isCrossSite((name) => request.headers.get(name))) {
    const detail = 'This is for the pages of this app.'
    return problemResponse(problem({ status: 403, code: 'forbidden-origin', detail }))
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const { organizationId } = coveoClientFromEnv()
  const config = demoConfig(demoSettings(), organizationId)
  const isDevelopment = process.env.NODE_ENV === 'development'
  const secured = Object.entries(securityHeaders({ connectTo: [searchOrigin(config)], nonce, isDevelopment }))
  const headers = new Headers(request.headers)
  for (const [name, value] of secured) headers.set(name, value)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of secured) response.headers.set(name, value)
  return response
}

export const config = { matcher: '/((?!_next/|api/coveo-token).*)' }
