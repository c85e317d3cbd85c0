// Checks every file for plain technical English, by the rules of `plain-language.mjs`. Arguments are paths to check, such as `docs`.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findUnplainLanguage } from './plain-language.mjs'
import { root } from './terminal.mjs'

/** Words that are allowed below a path, and the reason. @type {[path: string, words: RegExp, reason: string][]} */
const allowed = [
  ['packages/emulator/', /^everyone$/i, 'the name of a group of identities'],
  ['packages/demo/src/reading/access-reason.tsx', /^everyone$/i, 'the name of that group'],
  ['packages/emulator/src/api/cors.ts', /^answer$/i, "part of a header of Coveo's"],
  ['packages/redis-store/src/redis-errors.test.ts', /^ask$/i, 'an error of Redis Cluster'],
  ['scripts/check-words.mjs', /./, 'this list'],
  ['scripts/plain-language.mjs', /./, 'the list itself'],
  ['scripts/plain-language.test.mjs', /./, 'the list itself'],
  ['packages/emulator/src/documents/departments/', /./, 'articles for the demo to search, written as companies write'],
]

const wanted = process.argv.slice(2)
const extensions = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'md', 'css', 'yaml'].map((extension) => `*.${extension}`)
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...extensions], {
  cwd: root,
})
  .toString('utf8')
  .split('\n')
  .filter((file) => file !== '' && file !== 'pnpm-lock.yaml' && existsSync(`${root}${file}`))
  .filter((file) => wanted.length === 0 || wanted.some((path) => file.startsWith(path)))

let count = 0
for (const file of files) {
  for (const { line, found, use } of findUnplainLanguage(file, readFileSync(`${root}${file}`, 'utf8'))) {
    if (allowed.some(([path, words]) => file.startsWith(path) && words.test(found))) continue
    process.stdout.write(`${file}:${line}: "${found}": write ${use}\n`)
    count += 1
  }
}
if (count > 0) process.stdout.write(`\n${count} places are not in plain technical English.\n`)
process.exitCode = count === 0 ? 0 : 1
