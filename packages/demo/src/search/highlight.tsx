interface HighlightRange {
  offset: number
  length: number
}

/** A part of a text, and whether it is highlighted. */
export interface TextPiece {
  text: string
  marked: boolean
  /** Start offset: unique within the text. */
  start: number
}

/** Splits `text` at `ranges`, given in any order. Clips ranges that overlap or leave the text. */
export function cutHighlights(text: string, ranges: readonly HighlightRange[]): TextPiece[] {
  const pieces: TextPiece[] = []
  let at = 0
  function take(end: number, marked: boolean) {
    if (end <= at) return
    pieces.push({ text: text.slice(at, end), marked, start: at })
    at = end
  }
  for (const { offset, length } of [...ranges].sort((a, b) => a.offset - b.offset)) {
    take(Math.min(offset, text.length), false)
    take(Math.min(offset + length, text.length), true)
  }
  take(text.length, false)
  return pieces
}

/** A text with its matched words highlighted. */
export function Highlight({ text, ranges }: { text: string; ranges: readonly HighlightRange[] }) {
  return cutHighlights(text, ranges).map((piece) =>
    piece.marked ? <mark key={piece.start}>{piece.text}</mark> : <span key={piece.start}>{piece.text}</span>,
  )
}
