/** Finds a header of the request by its lower-case name. */
type ReadHeader = (name: string) => string | null | undefined

/**
 * Whether a page of another site, or of another port, made a browser send this request. Browsers say so themselves; one that
 * does not is judged by `Origin`. What says neither comes from no page.
 */
export function fromOtherSite(header: ReadHeader): boolean {
  const site = header('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = header('origin')
  if (!origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== header('host')
}
