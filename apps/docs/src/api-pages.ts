import type { MarkdownRenderer } from 'vitepress'

/**
 * Markdown plugin for the API reference. Moves TypeDoc's anchor above a heading into the heading, and marks the lines that lead to a source,
 * so that the theme can make them small.
 */
export function apiPages(md: MarkdownRenderer): void {
  md.core.ruler.push('api-pages', (state) => {
    if (!state.env.relativePath?.startsWith('api/')) return
    const { tokens } = state
    const dropped = new Set<number>()
    for (const [index, { type, content }] of tokens.entries()) {
      if (type !== 'inline') continue
      if (content.startsWith('Defined in: ')) tokens[index - 1]?.attrJoin('class', 'defined-in')
      const anchor = /^<a id="([^"]+)"><\/a>$/.exec(content)?.[1]
      const heading = tokens[index + 2]
      if (anchor === undefined || heading?.type !== 'heading_open') continue
      // A paragraph of its own: its opening, the anchor, its closing.
      for (const part of [index - 1, index, index + 1]) dropped.add(part)
      const link = tokens[index + 3]?.children?.find((child) => child.attrGet('href') === `#${heading.attrGet('id')}`)
      link?.attrSet('href', `#${anchor}`)
      heading.attrSet('id', anchor)
    }
    state.tokens = tokens.filter((_, index) => !dropped.has(index))
  })
}
