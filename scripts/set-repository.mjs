// `node scripts/set-repository.mjs OWNER/NAME`: writes the address of the repository into every file that names it. The root manifest has the
// address; npm needs it in each package and README too. `--check OWNER/NAME` only fails if the address is another one.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { repositoryHome } from './manifest-problems.mjs'

// Runs before anything is installed.
const root = fileURLToPath(new URL('..', import.meta.url))

const args = process.argv.slice(2)
const name = args.at(-1) ?? ''
if (!/^[\w-]+\/[\w.-]+$/.test(name)) throw new TypeError('The repository must be OWNER/NAME, as on GitHub.')

const before = repositoryHome(JSON.parse(readFileSync(`${root}package.json`, 'utf8')))
const after = `https://github.com/${name}`
if (args[0] !== '--check') {
  // Not the beginning of a longer name.
  const address = new RegExp(`${before.replaceAll('.', '\\.')}(?![\\w-])`, 'g')
  const files = execFileSync('git', ['grep', '-l', '--fixed-strings', before], { cwd: root, encoding: 'utf8' })
  for (const file of files.trim().split('\n')) {
    const text = readFileSync(`${root}${file}`, 'utf8')
    writeFileSync(`${root}${file}`, text.replace(address, after))
  }
} else if (before !== after) {
  process.stderr.write(`package.json names ${before}, not ${after}: run \`node scripts/set-repository.mjs ${name}\`.\n`)
  process.exitCode = 1
}
