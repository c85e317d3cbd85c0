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

/** How to print: colours and width. */
export function createStyle({ columns = Number.POSITIVE_INFINITY, colours }: StyleOptions): Style {
  return {
    width: Math.min(columns, colours ? 120 : Number.POSITIVE_INFINITY),
    paint: (tone, text) => (colours ? styleText(formats[tone], text, { validateStream: false }) : text),
  }
}
