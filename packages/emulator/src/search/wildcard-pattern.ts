/** Converts `*` (any characters) and optionally `?` (one character) to a case-insensitive pattern for a whole text. */
export function wildcardPattern(text: string, { questionMark = false }: { questionMark?: boolean } = {}): RegExp {
  const escaped = text.replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${questionMark ? escaped.replaceAll('\\?', '.') : escaped}$`, 'is')
}
