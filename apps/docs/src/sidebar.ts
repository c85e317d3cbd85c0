import { globSync } from 'tinyglobby'
import type { DefaultTheme } from 'vitepress'
import { type Entry, navigation } from '../navigation.ts'
import { pageTitle } from './page-title.ts'
import { root } from './repository.ts'
import { siteUrl } from './site-path.ts'

/** The navigation as VitePress expects it. */
export function createSidebar(): DefaultTheme.SidebarItem[] {
  const seen = new Set<string>()
  return navigation.map(({ title, isClosed, entries }) => ({
    text: title,
    collapsed: isClosed ?? false,
    items: entries.flatMap((entry) => itemsOf(entry)).filter(({ link }) => !seen.has(link) && seen.add(link)),
  }))
}

/** A pattern lists all files that match, except those before it. */
function itemsOf(entry: Entry): { text: string; link: string }[] {
  const { file, text } = typeof entry === 'string' ? { file: entry, text: undefined } : entry
  const files = globSync(file, { cwd: root, expandDirectories: false }).sort()
  if (files.length === 0) throw new Error(`navigation.ts names ${file}, which does not exist.`)
  return files.map((path) => {
    const link = siteUrl(path)
    if (link === undefined) throw new Error(`navigation.ts names ${path}, which site-path.ts makes no page.`)
    return { text: text ?? pageTitle(`${root}${path}`), link }
  })
}
