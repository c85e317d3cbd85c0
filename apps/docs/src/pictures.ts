import type { MarkdownRenderer } from 'vitepress'

/**
 * Markdown plugin: an image with a dark variant follows the site's own switch. On GitHub, `<picture>` follows the system. Also marks the
 * addresses of images in HTML as relative, without which Vite takes them for packages.
 */
export function pictures(md: MarkdownRenderer): void {
  md.core.ruler.push('pictures', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === 'html_block') token.content = twoImages(token.content)
    }
  })
}

/** Replaces each `<picture>` by an image for the light site and one for the dark site. */
export function twoImages(html: string): string {
  return html
    .replace(/<picture>([\s\S]*?)<\/picture>/g, (picture, inner: string) => {
      const dark = /<source [^>]*prefers-color-scheme: dark[^>]*srcset="([^"]+)"/.exec(inner)?.[1]
      const image = /<img [^>]*>/.exec(inner)?.[0]
      if (dark === undefined || image === undefined) return picture
      const darkImage = image.replace(/ src="[^"]+"/, ` src="${dark}"`)
      return `<p>${withClass(image, 'light-image')}${withClass(darkImage, 'dark-image')}</p>`
    })
    .replace(/ (src|srcset)="(?![a-z]+:|[/.#])/g, ' $1="./')
}

function withClass(image: string, name: string): string {
  return image.replace('<img ', `<img class="${name}" `)
}
