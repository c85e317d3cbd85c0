import { readFileSync } from 'node:fs'

/** The first heading of a Markdown file, as plain text. */
export function pageTitle(path: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1]
  if (heading === undefined) throw new Error(`${path} has no title: begin it with a line such as "# Installing".`)
  return heading.replace(/[`*]|\\(?=[<>_])/g, '')
}
