/** Returns a request header by its lower-case name. */
type ReadHeader = (name: string) => string | null | undefined

/**
 * Whether a page of another site or port sent this request: by `Sec-Fetch-Site`, else by `Origin`. A request with
 * neither header does not come from a page.
 */
export function isCrossSite(header: ReadHeader): boolean {
  const site = header('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = header('origin')
  if (!origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== header('host')
}
