import type { Request } from 'express'

/**
 * The origin under which the client reached us, forwarded headers counted exactly when the application's `trust proxy`
 * says so. (Express 4 has no `req.host` with a port; this is the rule of Express 5.)
 */
export function ownOrigin(req: Request): string {
  const trusts: (address: string | undefined, hop: number) => boolean = req.app.get('trust proxy fn')
  const forwarded = req.get('x-forwarded-host')
  const host = forwarded && trusts(req.socket.remoteAddress, 0) ? forwarded.split(',')[0]?.trim() : req.get('host')
  // HTTP/1.0 knows requests without a host: no page's origin is that.
  return host === undefined ? 'null' : `${req.protocol}://${host}`
}
