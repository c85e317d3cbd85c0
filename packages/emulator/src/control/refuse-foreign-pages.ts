import { isIP } from 'node:net'
import type { RequestHandler } from 'express'
import { ApiError } from '../http/api-error.ts'

/** Keeps pages of other sites, also those whose own name is made to point at this machine, from looking and from steering. */
export const refuseForeignPages: RequestHandler = (req, _res, next) => {
  if (req.get('Sec-Fetch-Site') === 'cross-site') {
    throw new ApiError('Pages of other sites may neither look into the emulator nor steer it.', {
      status: 403,
      code: 'FORBIDDEN_ORIGIN',
    })
  }
  if (isPublicName(req.hostname)) {
    throw new ApiError(
      'Look into the emulator, and steer it, by address, or by a name of this machine or its network.',
      {
        status: 403,
        code: 'FORBIDDEN_HOST',
      },
    )
  }
  next()
}

/** Such a name has a dot. */
function isPublicName(hostname: string | undefined): boolean {
  const name = hostname?.replace(/^\[|\]$/g, '') ?? ''
  return name.includes('.') && isIP(name) === 0
}
