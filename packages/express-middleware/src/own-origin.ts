import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'

/**
 * The origin that the client used. Forwarded headers count exactly where the application's `trust proxy` says so.
 * (Express 4 has no `req.host` with a port; this is the rule of Express 5.) Connect has no such setting.
 */
export function ownOrigin(req: Request): string {
  const ownHost = hostOf(req)
  if (!('app' in req)) return originOf((req as IncomingMessage).socket, ownHost)
  const trusts: (address: string | undefined, hop: number) => boolean = req.app.get('trust proxy fn')
  const forwarded = req.get('x-forwarded-host')
  const host = forwarded && trusts(req.socket.remoteAddress, 0) ? forwarded.split(',')[0]?.trim() : ownHost
  // HTTP/1.0 has requests without a host: no page has this origin.
  return host === undefined ? 'null' : `${req.protocol}://${host}`
}

/** HTTP/2, as in the dev server of Vite with a certificate, names the host in `:authority`. HTTP/1 has no such header. */
function hostOf({ headers }: IncomingMessage): string | undefined {
  return headers[':authority']?.toString() ?? headers.host
}

function originOf(socket: IncomingMessage['socket'], host: string | undefined): string {
  return host === undefined ? 'null' : `${'encrypted' in socket ? 'https' : 'http'}://${host}`
}
