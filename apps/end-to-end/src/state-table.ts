import { readFileSync } from 'node:fs'

/** A row of the table of `docs/states.md`. */
export interface StateRow {
  /** The anchor of its pictures, and the name of its provoked state. */
  name: string
  title: string
  sentence: string
}

/** Reads the table of the states of the page. */
export function readStateTable(): StateRow[] {
  const text = readFileSync(new URL('../../../docs/states.md', import.meta.url), 'utf8')
  return [...text.matchAll(/^\| \[.+?\]\(#(.+?)\) \| (.+?) \| (.+?) \|/gm)].map(
    ([, name = '', title = '', sentence = '']) => ({ name, title, sentence }),
  )
}
