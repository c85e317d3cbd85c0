import { ApiError } from '../api/api-error.ts'
import type { HttpRequest } from '../api/http-exchange.ts'
import { parseIpAddress } from '../api/ip-address.ts'

export interface CrossSiteOptions {
  /** Whether a link of another site may open this page in a tab: an app on `localhost` is another site. Default false. */
  allowLinks?: boolean
}

/**
 * Rejects requests from pages of other origins, including public names that resolve to this machine (DNS rebinding).
 * A browser sends fetch metadata to trustworthy addresses only, and an `Origin` with every request that changes something.
 */
export function rejectCrossSite(
  { headers }: Pick<HttpRequest, 'headers'>,
  { allowLinks = false }: CrossSiteOptions = {},
): void {
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  if (isForeign(headers) && !(allowLinks && isLink)) {
    throw new ApiError('Pages of other sites, or of another port, may not use the emulator controls.', {
      status: 403,
      code: 'FORBIDDEN_ORIGIN',
    })
  }
  if (isPublicName(headers.host)) {
    throw new ApiError('Open the emulator by IP address or by a local name, not by a public host name.', {
      status: 403,
      code: 'FORBIDDEN_HOST',
    })
  }
}

function isForeign({ host = '', origin, 'sec-fetch-site': site = 'none' }: HttpRequest['headers']): boolean {
  return (
    !['same-origin', 'none'].includes(site) || (origin !== undefined && origin.replace(/^https?:\/\//, '') !== host)
  )
}

/** Whether the host is a DNS name with a dot, rather than an IP address. */
function isPublicName(host = ''): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return name.includes('.') && parseIpAddress(name) === undefined
}
