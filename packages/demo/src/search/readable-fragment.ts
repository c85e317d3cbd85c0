/** Coveo refuses a page of ten results beyond this rank. */
const lastRank = 4990

/** The sort orders of the page. Coveo refuses a search with an unknown one. */
const sortCriteria = ['relevancy', 'date%20ascending', 'date%20descending']

/**
 * The parameters of the URL's fragment that make a search of this page. A link can be damaged, or written by hand: Headless throws for
 * values that it cannot parse.
 */
export function readableFragment(fragment: string): string {
  return fragment.split('&').filter(isReadable).join('&')
}

function isReadable(parameter: string): boolean {
  const [, name, value = ''] = /^([^=]+)=([^=]+)$/.exec(parameter) ?? []
  if (name === 'firstResult') return /^\d+$/.test(value) && Number(value) <= lastRank
  if (name === 'sortCriteria') return sortCriteria.includes(value)
  return (name === 'q' || name?.startsWith('f-') === true) && isDecodable(value)
}

function isDecodable(value: string): boolean {
  try {
    return decodeURIComponent(value) !== ''
  } catch {
    return false
  }
}
