import { coveoClientFromEnv } from '@coveo-token/core'
import { demoConfig, searchOrigin, securityHeaders } from '@coveo-token/demo-ui/server'
import { type NextRequest, NextResponse } from 'next/server.js'
import { demoSettings } from './settings.ts'

/** Gives every page its security headers. Next reads the nonce for its own inline scripts from the request's policy. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const { organizationId } = coveoClientFromEnv()
  const config = demoConfig(demoSettings(), organizationId)
  const secured = Object.entries(securityHeaders({ connectTo: [searchOrigin(config)], nonce }))
  const headers = new Headers(request.headers)
  for (const [name, value] of secured) headers.set(name, value)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of secured) response.headers.set(name, value)
  return response
}

export const config = { matcher: '/((?!_next/|api/coveo-token).*)' }
