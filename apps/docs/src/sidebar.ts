import { globSync } from 'tinyglobby'
import type { DefaultTheme } from 'vitepress'
import { type Entry, navigation } from '../navigation.ts'
import { pageTitle } from './page-title.ts'
import { root } from './repository.ts'
import { siteUrl } from './site-path.ts'

/** The navigation as VitePress expects it: one sidebar for each section with an address, and one for all other pages. */
export function createSidebar(): DefaultTheme.SidebarMulti {
  const named = new Set(navigation.flatMap(({ entries }) => entries.map(fileOf)))
  const sections = navigation.map(({ title, under, entries }) => ({
    text: title,
    under,
    items: entries.flatMap((entry) => itemsOf(entry, named)),
  }))
  const large = sections.flatMap(({ text, under, items }) => (under ? [{ text, under, items }] : []))
  const more = large.map(({ text, under }) => ({ text, link: under }))
  return {
    '/': [...sections.filter(({ under }) => !under), { text: 'Reference', items: more }],
    ...Object.fromEntries(large.map(({ text, under, items }) => [under, [{ text, items }]])),
  }
}

function itemsOf(entry: Entry, named: ReadonlySet<string>): { text: string; link: string }[] {
  const file = fileOf(entry)
  const files = globSync(file, { cwd: root, expandDirectories: false })
  if (files.length === 0) throw new Error(`navigation.ts names ${file}, which does not exist.`)
  const unnamed = files.filter((path) => path === file || !named.has(path)).sort()
  return unnamed.map((path) => {
    const link = siteUrl(path)
    if (link === undefined) throw new Error(`navigation.ts names ${path}, which site-path.ts makes no page.`)
    const text = typeof entry === 'string' ? pageTitle(`${root}${path}`) : entry.text
    // An import path in a narrow column: without the scope that all of them have, it stays on one line.
    return { text: text.replace(/^@coveo-token\//, ''), link }
  })
}

function fileOf(entry: Entry): string {
  return typeof entry === 'string' ? entry : entry.file
}
