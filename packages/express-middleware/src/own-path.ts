import type { Request, RequestHandler } from 'express'

/**
 * Whether the request is for the endpoint's own path, not for one below it: some caches store `/api/coveo-token/x.css` by
 * its name and ignore its headers. `use` leaves the rest of the path in `req.url`; a route has matched the whole path.
 */
export function isOwnPath(req: Request, handler: RequestHandler): boolean {
  // Forward proxies send the whole URL: http://host/path.
  const path = req.url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1)[0]
  return path === '' || path === '/' || isRouteOf(req, handler, path)
}

/** `req.route` may belong to an earlier route that called `next`. */
function isRouteOf({ route }: Request, handler: RequestHandler, path: string | undefined): boolean {
  if (route === undefined) return false
  if (route.stack?.some((layer: { handle: unknown }) => layer.handle === handler)) return true
  // The handler is wrapped in another one: the route is its own if both paths have the same names.
  return [route.path].flat().some((pattern) => typeof pattern === 'string' && hasSameNames(pattern, path))
}

/** Parameters match any name, except the last: it may be the name of a file, which an earlier route's pattern matches too. */
function hasSameNames(pattern: string, path = ''): boolean {
  const [expected, names] = [namesOf(pattern), namesOf(path)]
  const last = expected.length - 1
  return (
    expected.length === names.length &&
    expected.every((name, at) => (isLiteral(name) ? name === names[at] : at !== last))
  )
}

function namesOf(path: string): string[] {
  return path.toLowerCase().split('/').filter(Boolean)
}

/** Every other character may have a meaning in a pattern of Express 4 or 5. */
function isLiteral(name: string): boolean {
  return /^[\w.~%@-]+$/.test(name)
}
