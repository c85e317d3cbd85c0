import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url))

/** The text of a Markdown file, by its path in the repository. */
export function readGuide(path: string): string {
  return readFileSync(`${workspaceRoot}${path}`, 'utf8')
}

/** The part of a guide below one of its second-level headings. */
export function readSection(path: string, heading: string): string {
  const section = readGuide(path)
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`${path} has no section "${heading}".`)
  return section
}

/** The files in a text, by path: the code blocks whose first line is a comment with a path. `{2,4-6}` after the language marks lines. */
export function filesIn(text: string): Map<string, string> {
  const blocks = text.matchAll(
    /^```(?:[cm]?[jt]sx?|html|jsonc)(?: \{[\d,-]+\})?\n(?:\/\/|<!--) ((?:[\w.-]+\/)*[\w.-]+\.\w+).*\n([\s\S]*?)^```$/gm,
  )
  return new Map([...blocks].map(([, path = '', code = '']) => [path, code]))
}
