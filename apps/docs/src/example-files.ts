import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { globSync } from 'tinyglobby'
import type { MarkdownRenderer } from 'vitepress'
import { root } from './repository.ts'
import { sourceOf } from './source-of.ts'

/** Markdown plugin: the page of an example is its README, and then all its files. */
export function exampleFiles(md: MarkdownRenderer): void {
  md.core.ruler.before('normalize', 'example-files', (state) => {
    const source = sourceOf(state.env)
    if (/^examples\/[^/]+\/README\.md$/.test(source)) state.src += `\n## Files\n\n${filesOf(posix.dirname(source))}`
  })
}

function filesOf(folder: string): string {
  const ignore = ['**/node_modules/**', '**/dist/**', '**/.*/**']
  return globSync('**/*.{ts,tsx,js,json,jsonc,toml,html}', { cwd: `${root}${folder}`, ignore })
    .sort((one, other) => one.split('/').length - other.split('/').length || one.localeCompare(other))
    .map((file) => {
      const text = readFileSync(`${root}${folder}/${file}`, 'utf8')
      return `### ${file}\n\n\`\`\`\`${posix.extname(file).slice(1)}\n${text}\`\`\`\`\n`
    })
    .join('\n')
}
