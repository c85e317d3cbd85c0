/** The words of a text for the search: `maxMintsPerMinute` is found by its whole name and by each part of it. */
export function searchWords(text: string): string[] {
  // The site's client gets the source of this function, so it uses nothing from outside.
  const words = text.split(/[^\p{L}\p{N}_@]+/u).filter((word) => word !== '')
  return words.flatMap((word) => {
    const parts = word.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})/gu) ?? []
    return parts.length > 1 ? [word, ...parts] : [word]
  })
}
