import { existsSync, readdirSync } from 'node:fs'
import { workspaceRoot } from './guide-file.test.support.ts'

/** The README, the guides, and the READMEs of the packages, the examples and the apps. */
export function listGuides(): string[] {
  const guides = readdirSync(`${workspaceRoot}docs`).map((name) => `docs/${name}`)
  const readmes = ['apps', 'examples', 'packages'].flatMap((folder) =>
    readdirSync(`${workspaceRoot}${folder}`).map((name) => `${folder}/${name}/README.md`),
  )
  const files = ['README.md', ...guides.filter((file) => file.endsWith('.md')), ...readmes]
  return files.filter((file) => existsSync(`${workspaceRoot}${file}`)).sort()
}

/** The command lines in the `sh` blocks of a text, without comments. */
export function commandsIn(text: string): string[] {
  return [...text.matchAll(/^```(?:sh|bash|shell)\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/(^|\s+)#.*$/, '').trim())
      .filter((line) => line !== ''),
  )
}
