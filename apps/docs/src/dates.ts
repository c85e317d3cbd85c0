import type { MarkdownRenderer } from 'vitepress'

/** Markdown plugin: a date in the text is one word, which no cell of a table breaks. */
export function dates(md: MarkdownRenderer): void {
  md.renderer.rules.text = (tokens, index) => keepDates(md.utils.escapeHtml(tokens[index]?.content ?? ''))
}

/** Marks each date of the form `2026-01-31`. */
export function keepDates(html: string): string {
  return html.replace(/\b\d{4}-\d{2}-\d{2}\b/g, '<span class="date">$&</span>')
}
