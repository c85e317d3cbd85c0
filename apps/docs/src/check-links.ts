import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { pageAddress } from './page-address.ts'

interface Page {
  anchors: ReadonlySet<string>
  links: readonly string[]
}

/** Lists the links of a built site that lead to no page, or to no place on it. */
export function findLinkProblems({ folder, base }: { folder: string; base: string }): string[] {
  const files = globSync('**/*.html', { cwd: folder, ignore: '404.html' }).sort()
  const pages = new Map(files.map((file) => [pageAddress(file), readPage(`${folder}/${file}`)]))
  return [...pages].flatMap(([address, { links }]) =>
    links.flatMap((link) => {
      const { pathname, hash } = new URL(link, `http://site${base}${address.slice(1)}`)
      const target = pages.get(`/${pathname.slice(base.length)}`)
      if (target === undefined) return [`${address}: no page for the link ${link}`]
      const anchor = decodeURIComponent(hash.slice(1))
      return anchor === '' || target.anchors.has(anchor) ? [] : [`${address}: no such heading: ${link}`]
    }),
  )
}

/** Files such as icons are no pages: their links are left out. */
function readPage(path: string): Page {
  const html = readFileSync(path, 'utf8')
  return {
    anchors: new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => unescapeHtml(id))),
    links: [...html.matchAll(/<a [^>]*?href="((?:\/|#|\.)[^"]*)"/g)]
      .map(([, link = '']) => unescapeHtml(link))
      .filter((link) => !/\.\w+$/.test(link.replace(/#.*/, ''))),
  }
}

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|quot|lt|gt|#39);/g, (_, name: string) => characters[name] ?? '')
}

const characters: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'" }
