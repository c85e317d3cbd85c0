import { readFileSync } from 'node:fs'

/** The names that an entry file exports, sorted; types end in ` (type)`. Throws if the file does more than list names. */
export function publicNames(entry: URL): string[] {
  const text = readFileSync(entry, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^'use client'$/gm, '')
  const lists = [...text.matchAll(/export (type )?\{([^}]*)\} from '[^']+'/g)]
  const rest = lists.reduce((left, [list]) => left.replace(list, ''), text).trim()
  if (rest !== '') throw new Error(`${entry.pathname} contains more than lists of names: ${rest}`)
  const names = lists.flatMap(([, isType, list = '']) =>
    list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
      .map((item) => {
        const name =
          item
            .replace(/^type /, '')
            .split(' as ')
            .at(-1) ?? ''
        return isType || item.startsWith('type ') ? `${name} (type)` : name
      }),
  )
  return names.sort()
}
