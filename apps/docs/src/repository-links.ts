import { existsSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { home, root } from './repository.ts'
import { siteUrl } from './site-path.ts'
import { sourceOf } from './source-of.ts'

/**
 * Markdown plugin: a link to a file of the repository, relative or on GitHub, leads to that file's page. A file without a page opens on
 * GitHub; a missing file fails the build.
 */
export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' && token.attrGet('href')
      if (href) token.attrSet('href', resolveLink(href, sourceOf(env)))
    }
  })
}

/** The address on the site, or on GitHub, for a link in a file of the repository. */
export function resolveLink(href: string, source: string): string {
  if (href.startsWith('#')) return href
  const [, onGitHub, hash = ''] = new RegExp(`^${home}/(?:blob|tree)/main/([^#]*)(#.*)?$`).exec(href) ?? []
  if (onGitHub !== undefined) return pageOrFile(onGitHub, hash, source)
  if (/^[a-z]+:/.test(href) || href.startsWith('/')) return href
  const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? []
  return pageOrFile(posix.join(posix.dirname(source), path), anchor, source)
}

/** A folder has a page if its README has one. */
function pageOrFile(path: string, hash: string, source: string): string {
  const file = path.replace(/\/$/, '')
  if (!existsSync(`${root}${file}`)) throw new Error(`${source} links to ${file}, which does not exist.`)
  const isFolder = statSync(`${root}${file}`).isDirectory()
  const text = isFolder ? `${file}/README.md` : file
  const page = existsSync(`${root}${text}`) ? siteUrl(text) : undefined
  return `${page ?? `${home}/${isFolder ? 'tree' : 'blob'}/main/${file}`}${hash}`
}
