/** The result of one case: its name, then a cell for each further column of the table. */
export type ResultRow = readonly [name: string, ...cells: string[]]

const marks = ['<!-- results -->', '<!-- /results -->'] as const

/**
 * Replaces the rows of a page's table, between two marks. A case that did not run keeps its row; new ones follow in order.
 * Throws an `Error` if the page has no marks.
 */
export function updateResults(page: string, rows: readonly ResultRow[]): string {
  const { start, header, rows: before, end } = tableIn(page)
  const after = new Map(before.map((line) => [nameIn(line), line]))
  for (const row of rows) after.set(row[0], `| ${row.join(' | ')} |`)
  return `${page.slice(0, start)}\n${[...header, ...after.values()].join('\n')}\n${page.slice(end)}`
}

/** The names of the rows of a page's table. Throws an `Error` if the page has no marks. */
export function listResults(page: string): string[] {
  return tableIn(page).rows.map(nameIn)
}

function nameIn(line: string) {
  return line.split(' | ')[0]?.slice(2) ?? ''
}

function tableIn(page: string) {
  const [before, after] = [page.indexOf(marks[0]), page.indexOf(marks[1])]
  if (before === -1 || after === -1) throw new Error(`The page needs the marks ${marks.join(' and ')}.`)
  const start = before + marks[0].length
  const lines = page.slice(start, after).trim().split('\n')
  return { start, header: lines.slice(0, 2), rows: lines.slice(2), end: after }
}
