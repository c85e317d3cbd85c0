import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { globSync } from 'tinyglobby'
import { root } from './repository.ts'

/** The page of each example: its README, and all its files. */
export function createExamplePages(): { params: { name: string }; content: string }[] {
  return globSync('examples/*/README.md', { cwd: root, expandDirectories: false })
    .sort()
    .map((readme) => {
      const folder = posix.dirname(readme)
      return {
        params: { name: posix.basename(folder) },
        content: `${readText(readme)}\n## Files\n\n${filesOf(folder)}`,
      }
    })
}

function filesOf(folder: string): string {
  return globSync('**/*.{ts,tsx,js,json,jsonc,toml,html}', {
    cwd: `${root}${folder}`,
    ignore: ['**/node_modules/**', '**/dist/**'],
  })
    .sort((one, other) => one.split('/').length - other.split('/').length || one.localeCompare(other))
    .map((file) => `### ${file}\n\n\`\`\`\`${posix.extname(file).slice(1)}\n${readText(`${folder}/${file}`)}\`\`\`\`\n`)
    .join('\n')
}

function readText(file: string): string {
  return readFileSync(`${root}${file}`, 'utf8')
}
