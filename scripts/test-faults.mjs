// `pnpm test:faults [part of a path…]`: plants a fault for each property test, and fails if the test still passes.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { plantedFaults } from './planted-faults.mjs'
import { bin, green, red, root, run, say, toolEnv } from './terminal.mjs'

/** Property tests that plant their faults themselves. */
const plantsItself = [
  'packages/core/src/browser/tabs/every-order.test.ts',
  'packages/core/src/issuing/fleet/fleet-walk.test.ts',
  'packages/core/src/issuing/grant-to-mint.properties.test.ts',
  'packages/core/src/issuing/issuer-schedules.properties.test.ts',
]

const selected = process.argv.slice(2)
let count = 0

function fail(/** @type {string} */ problem) {
  count += 1
  say(red(problem))
}

const read = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8')
const tests = execFileSync('git', ['ls-files', '*.test.ts', '*.test.tsx'], { cwd: root })
  .toString('utf8')
  .trim()
  .split('\n')
const planted = new Set([...plantsItself, ...plantedFaults.map(({ test }) => test)])
for (const test of tests) {
  const hasProperties = /fuzz|walk|every-order/.test(test) || /from 'fast-check'/.test(read(test))
  if (hasProperties && !planted.has(test)) fail(`${test} has properties, and no fault in scripts/planted-faults.mjs.`)
}
for (const { test, name, file, from } of plantedFaults) {
  if (!read(test).includes(name)) fail(`${test} has no test "${name}".`)
  if (read(file).split(from).length !== 2) fail(`${file} does not contain ${JSON.stringify(from)} once.`)
}
for (const [index, { test, name, file, from, to }] of plantedFaults.entries()) {
  if (selected.length > 0 && !selected.some((part) => test.includes(part))) continue
  const args = ['run', '--config', 'vitest.faults.config.ts', '--reporter=json', test, '-t', name]
  const { output } = await run(bin('vitest'), args, { env: { ...toolEnv, PLANTED_FAULT: String(index) } })
  const json = output.split('\n').find((line) => line.startsWith('{"numTotalTestSuites"'))
  const { numFailedTests = 0 } = json ? JSON.parse(json) : {}
  if (numFailedTests > 0) say(`${green('noticed')} ${test}: ${name}`)
  else {
    fail(`missed ${test}: ${name}`)
    say(`  ${file}: ${JSON.stringify(from)} became ${JSON.stringify(to)}\n${json ? '' : output.slice(0, 500)}`)
  }
}
if (count > 0) say(red(`${count} faults are missing or were not noticed.`))
process.exitCode = count === 0 ? 0 : 1
