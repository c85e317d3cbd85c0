import { existsSync } from 'node:fs'
import { root } from './terminal.mjs'

/**
 * Lists the links of a package's README that npm's page cannot follow, or that lead to a missing file of this repository.
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
