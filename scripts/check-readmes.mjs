// Compiles every ```ts and ```tsx block of the Markdown files. A block that starts with its path, as in `// app/page.tsx`, becomes that
// file, so that the blocks of one page can import each other; any other block is a module of its own. A block in an HTML comment counts too.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
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
  let app = 1
  for (const match of text.matchAll(/^```(tsx?)(?: \{[\d,-]+\})?\n([\s\S]*?)^```$/gm)) {
    const line = text.slice(0, match.index).split('\n').length
    const page = file.replace(/[/.]/g, '-')
    const path = /^\/\/ ((?:[\w.-]+\/)*[\w.-]+\.tsx?)\b/.exec(match[2] ?? '')?.[1]
    // A path that comes a second time starts another app.
    if (blocks.has(`${page}/${app}/${path}`)) app += 1
    const name = path === undefined ? `${page}-${line}.${match[1]}` : `${page}/${app}/${path}`
    blocks.set(name, `${file}:${line}`)
    mkdirSync(dirname(`${folder}/${name}`), { recursive: true })
    // A declaration file, such as the types of a sign-in library, stays global.
    writeFileSync(`${folder}/${name}`, name.endsWith('.d.ts') ? `${match[2]}` : `${match[2]}\nexport {}\n`)
  }
}
writeFileSync(
  `${folder}/tsconfig.json`,
  JSON.stringify({
    extends: '../tsconfig.base.json',
    compilerOptions: {
      // As in a Next or Vite app: imports of other files have no extension.
      module: 'esnext',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      types: ['node'],
      declaration: false,
      declarationMap: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: ['**/*.ts', '**/*.tsx'],
  }),
)

const { code, output } = await run(bin('tsc'), ['-p', folder])
rmSync(folder, { recursive: true, force: true })
process.stdout.write(output.replace(/(?:\.readme-blocks\/)?([\w./-]+\.tsx?)/g, (name, key) => blocks.get(key) ?? name))
if (blocks.size === 0) process.stderr.write('Found no TypeScript block in any Markdown file.\n')
process.exitCode = blocks.size === 0 ? 1 : code
