import { type ExpressionToken, invalidExpression } from './expression-tokens.ts'

/** The tokens of an expression, with a position. */
export interface TokenReader {
  /** Returns the next token without a move. */
  peek(): ExpressionToken | undefined
  /** Returns the next token, and moves behind it. */
  next(): ExpressionToken | undefined
  /** Whether the next token is this operator, such as `OR`. */
  isWord(word: string): boolean
  /** Whether the next token is this parenthesis or comma. */
  isMark(mark: string): boolean
  /** Moves behind a closing parenthesis. Throws a 400 with `reason` if there is none. */
  close(reason: string): void
}

export function createTokenReader(tokens: readonly ExpressionToken[]): TokenReader {
  let position = 0
  const peek = () => tokens[position]
  const isMark = (mark: string) => peek()?.kind === 'mark' && peek()?.text === mark

  return {
    peek,
    next: () => tokens[position++],
    isWord: (word) => peek()?.kind === 'word' && peek()?.text === word,
    isMark,
    close(reason) {
      if (!isMark(')')) throw invalidExpression(reason)
      position += 1
    },
  }
}
