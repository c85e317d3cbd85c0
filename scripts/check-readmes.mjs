// Compiles every ```ts and ```tsx block of the Markdown files, each as a module of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { bin, root, run } from './terminal.mjs'

const folder = `${root}.readme-blocks`
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root })
  .toString('utf8')
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('.changeset/'))

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
/** @type {Map<string, string>} the file name of each module, and the place of its block */
const blocks = new Map()
for (const file of files) {
  const text = readFileSync(`${root}${file}`, 'utf8')
  for (const match of text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)) {
    const line = text.slice(0, match.index).split('\n').length
    const name = `${file.replace(/[/.]/g, '-')}-${line}.${match[1]}`
    blocks.set(name, `${file}:${line}`)
    writeFileSync(`${folder}/${name}`, `${match[2]}\nexport {}\n`)
  }
}
writeFileSync(
  `${folder}/tsconfig.json`,
  JSON.stringify({
    extends: '../tsconfig.base.json',
    compilerOptions: {
      jsx: 'react-jsx',
      types: ['node'],
      declaration: false,
      declarationMap: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: ['*.ts', '*.tsx'],
  }),
)

const { code, output } = await run(bin('tsc'), ['-p', folder])
rmSync(folder, { recursive: true, force: true })
process.stdout.write(output.replace(/(?:\.readme-blocks\/)?([\w-]+\.tsx?)/g, (name, key) => blocks.get(key) ?? name))
if (blocks.size === 0) process.stderr.write('Found no TypeScript block in any Markdown file.\n')
process.exitCode = blocks.size === 0 ? 1 : code
