/** Returns a text without its double quotes. */
export function unquote(text: string): string {
  return text.replace(/^"|"$/g, '')
}
