/**
 * Returns a text with the base letters of its accented ones, as the index keeps it: `café` becomes `cafe`.
 * @see https://docs.coveo.com/en/2744
 */
export function foldAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '')
}
