import type { Request } from 'express'

/** The query string of a request, unharmed by Express's own reading. */
export function queryOf({ originalUrl }: Pick<Request, 'originalUrl'>): URLSearchParams {
  const at = originalUrl.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : originalUrl.slice(at + 1))
}
