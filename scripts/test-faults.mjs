// `pnpm test:faults [part of a path…]`: plants a fault for each property test, and fails if the test still passes.
import { listFaultProblems } from './fault-problems.mjs'
import { plantedFaults } from './planted-faults.mjs'
import { bin, green, red, run, say, toolEnv } from './terminal.mjs'

const selected = process.argv.slice(2)
let count = 0

function fail(/** @type {string} */ problem) {
  count += 1
  say(red(problem))
}

for (const problem of listFaultProblems()) fail(problem)
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
