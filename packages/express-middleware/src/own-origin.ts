import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'

/**
 * The origin that the client used. Forwarded headers count exactly where the application's `trust proxy` says so.
 * (Express 4 has no `req.host` with a port; this is the rule of Express 5.) Connect has no such setting.
 */
export function ownOrigin(req: Request): string {
  if (!('app' in req)) return originOf((req as IncomingMessage).socket, (req as IncomingMessage).headers.host)
  const trusts: (address: string | undefined, hop: number) => boolean = req.app.get('trust proxy fn')
  const forwarded = req.get('x-forwarded-host')
  const host = forwarded && trusts(req.socket.remoteAddress, 0) ? forwarded.split(',')[0]?.trim() : req.get('host')
  // HTTP/1.0 has requests without a host: no page has this origin.
  return host === undefined ? 'null' : `${req.protocol}://${host}`
}

function originOf(socket: IncomingMessage['socket'], host: string | undefined): string {
  return host === undefined ? 'null' : `${'encrypted' in socket ? 'https' : 'http'}://${host}`
}
