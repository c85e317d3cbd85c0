import { existsSync } from 'node:fs'
import { root } from './terminal.mjs'

/**
 * Lists the relative links of a package's README, which npm cannot follow, and those to missing files.
 *
 * @param {{ name: string, text: string, home: string }} options `home` is the repository's address
 * @returns {string[]}
 */
export function findReadmeLinkProblems({ name, text, home }) {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map((match) => match[1] ?? match[2] ?? '')
  return links.flatMap((link) => {
    if (link.startsWith('#')) return []
    if (!/^https?:/.test(link)) return [`${name}: the link ${link} is relative: write ${home}/blob/main/…`]
    const path = link.startsWith(`${home}/`) ? /\/(?:blob|tree)\/main\/([^#]*)/.exec(link)?.[1] : undefined
    return path === undefined || existsSync(`${root}${path}`) ? [] : [`${name}: the link ${link} leads to no file`]
  })
}
