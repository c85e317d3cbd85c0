interface HighlightRange {
  offset: number
  length: number
}

/** A piece of a text, and whether it is to be marked. */
export interface TextPiece {
  text: string
  marked: boolean
  /** Where the piece begins: unique within the text. */
  start: number
}

/** Cuts `text` at `ranges`, in any order; what lies outside the text or overlaps is cut down, never repeated. */
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

/** A text with the words that matched marked in it. */
export function Highlight({ text, ranges }: { text: string; ranges: readonly HighlightRange[] }) {
  return cutHighlights(text, ranges).map((piece) =>
    piece.marked ? <mark key={piece.start}>{piece.text}</mark> : <span key={piece.start}>{piece.text}</span>,
  )
}
