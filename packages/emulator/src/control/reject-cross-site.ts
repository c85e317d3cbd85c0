import { isIP } from 'node:net'
import type { RequestHandler } from 'express'
import { ApiError } from '../api/api-error.ts'

/** Rejects requests from pages of other sites, including public names that resolve to this machine (DNS rebinding). */
export const rejectCrossSite: RequestHandler = (req, _res, next) => {
  if (req.get('Sec-Fetch-Site') === 'cross-site') {
    throw new ApiError('Pages of other sites may not use the emulator controls.', {
      status: 403,
      code: 'FORBIDDEN_ORIGIN',
    })
  }
  if (isPublicName(req.hostname)) {
    throw new ApiError('Open the emulator by IP address or by a local name, not by a public host name.', {
      status: 403,
      code: 'FORBIDDEN_HOST',
    })
  }
  next()
}

/** Whether the host is a DNS name with a dot, rather than an IP address. */
function isPublicName(hostname: string | undefined): boolean {
  const name = hostname?.replace(/^\[|\]$/g, '') ?? ''
  return name.includes('.') && isIP(name) === 0
}
