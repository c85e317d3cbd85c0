export type Tone = 'good' | 'caution' | 'bad' | 'quiet' | 'strong'

/** The text of one cell, in a colour where the terminal has colours. */
export interface TonedCell {
  readonly text: string
  readonly tone: Tone
}

export type Cell = string | TonedCell

/** A table with an optional heading. The last column of a row wraps. */
export interface Block {
  readonly heading?: string | undefined
  readonly rows: readonly (readonly Cell[])[]
}
