const site = 'Knowledge'

/** The title of a page that shows the results of `query`. */
export function searchTitle(query: string): string {
  return query.trim() === '' ? `${site} · search as yourself` : `${query.trim()} · ${site}`
}
