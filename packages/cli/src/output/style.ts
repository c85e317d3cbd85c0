import { styleText } from 'node:util'
import type { Tone } from './block.ts'

export interface StyleOptions {
  /** Width to wrap at. Default: no wrapping. */
  readonly columns?: number | undefined
  readonly colours: boolean
}

export interface Style {
  readonly width: number
  readonly paint: (tone: Tone, text: string) => string
}

const formats = {
  good: 'green',
  caution: 'yellow',
  bad: 'red',
  quiet: 'dim',
  strong: 'bold',
} as const satisfies Record<Tone, string>

/** Longer lines are hard to read. */
const maxWidth = 120

/** How to print: colours and width. */
export function createStyle({ columns, colours }: StyleOptions): Style {
  return {
    width: columns === undefined ? Number.POSITIVE_INFINITY : Math.min(columns, maxWidth),
    paint: (tone, text) => (colours ? styleText(formats[tone], text, { validateStream: false }) : text),
  }
}
