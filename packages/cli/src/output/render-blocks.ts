import type { Block, Cell } from './block.ts'
import { safeText } from './safe-text.ts'
import type { Style } from './style.ts'

const gap = '  '
const minLastColumn = 30

/** Renders tables. Every cell is redacted here, so no command can print a secret. */
export function renderBlocks(blocks: readonly Block[], style: Style): string {
  return blocks
    .filter(({ rows }) => rows.length > 0)
    .map(({ heading, rows }) => {
      const title = heading === undefined ? '' : `${style.paint('strong', safeText(heading))}\n`
      return (
        title +
        renderRows(
          rows.map((row) => row.map(toCell)),
          style,
        )
      )
    })
    .join('\n')
}

interface SafeCell {
  readonly text: string
  readonly paint: (style: Style, line: string) => string
}

function toCell(cell: Cell): SafeCell {
  if (typeof cell === 'string') return { text: safeText(cell), paint: (_, line) => line }
  return { text: safeText(cell.text), paint: (style, line) => style.paint(cell.tone, line) }
}

function renderRows(rows: readonly (readonly SafeCell[])[], style: Style): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns - 1 }, (_, column) =>
    Math.max(...rows.map((row) => (column < row.length - 1 ? (row[column]?.text.length ?? 0) : 0))),
  )
  return rows.map((row) => renderRow(row, widths, style)).join('')
}

function renderRow(row: readonly SafeCell[], widths: readonly number[], style: Style): string {
  const last = row.at(-1)
  if (last === undefined) return '\n'
  const before = row.slice(0, -1)
  const start = gap + before.map((cell, at) => cell.paint(style, cell.text.padEnd(widths[at] ?? 0)) + gap).join('')
  const indent = gap.length + widths.slice(0, before.length).reduce((sum, width) => sum + width + gap.length, 0)
  const lines = wrap(last.text, Math.max(minLastColumn, style.width - indent))
  const text = lines.map((line) => last.paint(style, line)).join(`\n${' '.repeat(indent)}`)
  return `${(start + text).trimEnd()}\n`
}

/** Breaks a text at spaces. A longer word stays whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
