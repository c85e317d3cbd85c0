export interface ScaleLine {
  readonly name: string
  /** One value for each minute. */
  readonly values: readonly number[]
}

export interface ScaleChart {
  readonly title: string
  readonly unit: string
  readonly lines: readonly ScaleLine[]
  /** Marks on the time axis, in minutes. */
  readonly marks: readonly { readonly at: number; readonly name: string }[]
}

export type ChartTheme = 'light' | 'dark'

const colors = {
  light: { text: '#24292f', grid: '#d0d7de', lines: ['#0969da', '#9a6700', '#bf3989'] },
  dark: { text: '#e6edf3', grid: '#3d444d', lines: ['#58a6ff', '#d29922', '#f778ba'] },
}
const [width, height, left, right, top, bottom] = [720, 260, 64, 16, 40, 36]
/** Each point of a line is the peak of so many minutes. */
const step = 5

/** Draws lines over hours as SVG. The same values draw the same text. */
export function drawChart({ title, unit, lines, marks }: ScaleChart, theme: ChartTheme): string {
  const { text, grid, lines: strokes } = colors[theme]
  const minutes = Math.max(...lines.map(({ values }) => values.length))
  const most = niceCeiling(Math.max(...lines.flatMap(({ values }) => values)))
  const x = (minute: number) => round(left + (minute / minutes) * (width - left - right))
  const y = (value: number) => round(height - bottom - (value / most) * (height - top - bottom))
  const label = (at: { x: number; y: number }, anchor: string, words: string, fill = text) =>
    `<text x="${at.x}" y="${at.y}" text-anchor="${anchor}" fill="${fill}">${words}</text>`
  const rows = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = y(share * most)
    const words = (share * most).toLocaleString('en-US')
    return `<path d="M${left} ${at}H${width - right}" stroke="${grid}"/>${label({ x: left - 8, y: at + 4 }, 'end', words)}`
  })
  const hours = Array.from({ length: Math.floor(minutes / 60) + 1 }, (_, hour) =>
    label({ x: x(hour * 60), y: height - bottom + 18 }, 'middle', `${hour} h`),
  )
  const bars = marks.map(({ at, name }, index) => {
    const path = `<path d="M${x(at)} ${top}V${height - bottom}" stroke="${text}" stroke-dasharray="3 3"/>`
    return path + label({ x: x(at) + 4, y: top + 12 + index * 16 }, 'start', name)
  })
  const curves = lines.map(({ values }, index) => {
    const points = peaks(values).map((value, point) => `${x(point * step)} ${y(value)}`)
    return `<path d="M${points.join('L')}" fill="none" stroke="${strokes[index]}" stroke-width="2"/>`
  })
  const legend = lines.map(({ name }, index) =>
    label({ x: left + index * 200, y: 24 }, 'start', `${name}, ${unit}`, strokes[index]),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>${title}</title>
${[...rows, ...hours, ...bars, ...curves, ...legend].join('\n')}
</svg>
`
}

function peaks(values: readonly number[]): number[] {
  const result: number[] = []
  for (let at = 0; at < values.length; at += step) result.push(Math.max(...values.slice(at, at + step)))
  return result
}

/** The next number of one digit, followed by zeros. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return Math.ceil(value / power) * power
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
