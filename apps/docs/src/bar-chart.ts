/** One bar of a group. */
export interface Bar {
  value: number
  /** The value as the table has it, with its unit. */
  text: string
  series: number
}

export interface BarChart {
  /** The sentence that a screen reader reads. */
  label: string
  /** The names of the series, if there are two. */
  series: readonly string[]
  groups: readonly { name: string; isOurs: boolean; bars: readonly Bar[] }[]
}

const nameHeight = 20
const barHeight = 14
const gap = 12
/** The longest bar leaves room for its value. */
const longest = 80

/** A chart of horizontal bars as SVG. Widths are percentages, so that its text keeps its size on a narrow page. */
export function barChart({ label, series, groups }: BarChart): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)))
  let top = 0
  const drawn = groups.map(({ name, isOurs, bars }) => {
    const title = `<text class="name" y="${top + 13}">${escapeHtml(name)}</text>`
    top += nameHeight
    const rects = bars.map(({ value, text, series: index }) => {
      const width = Math.max((value / most) * longest, 0.4).toFixed(2)
      const y = top
      top += barHeight + 4
      const classes = `bar series-${index}${isOurs ? ' ours' : ''}`
      return `<rect class="${classes}" y="${y}" width="${width}%" height="${barHeight}" rx="3"/><text class="value" x="${width}%" dx="8" y="${y + 11}">${escapeHtml(text)}</text>`
    })
    top += gap
    return `${title}${rects.join('')}`
  })
  const legend = series.length > 1 ? `<figcaption>${series.map(legendEntry).join(' ')}</figcaption>` : ''
  return `<figure class="bar-chart">${legend}<svg role="img" aria-label="${escapeHtml(label)}" width="100%" height="${top}">${drawn.join('')}</svg></figure>\n`
}

function legendEntry(name: string, index: number): string {
  return `<span class="key series-${index}">${escapeHtml(name)}</span>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
