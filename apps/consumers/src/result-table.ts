/** The result of one case: its name, then a cell for each further column of the table. */
export type ResultRow = readonly [name: string, ...cells: string[]]

const marks = ['<!-- results -->', '<!-- /results -->'] as const

/**
 * Replaces the rows of a page's table, between two marks. A case that did not run keeps its row; new ones follow in order.
 * Throws an `Error` if the page has no marks.
 */
export function updateResults(page: string, rows: readonly ResultRow[]): string {
  const start = page.indexOf(marks[0])
  const end = page.indexOf(marks[1])
  if (start === -1 || end === -1) throw new Error(`The page needs the marks ${marks.join(' and ')}.`)
  const table = page
    .slice(start + marks[0].length, end)
    .trim()
    .split('\n')
  const header = table.slice(0, 2)
  const before = new Map(table.slice(2).map((line) => [nameIn(line), line]))
  for (const row of rows) before.set(row[0], `| ${row.join(' | ')} |`)
  return `${page.slice(0, start)}${marks[0]}\n${[...header, ...before.values()].join('\n')}\n${page.slice(end)}`
}

function nameIn(line: string) {
  return line.split(' | ')[0]?.slice(2) ?? ''
}
