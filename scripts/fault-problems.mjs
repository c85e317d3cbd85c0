import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { plantedFaults } from './planted-faults.mjs'
import { root } from './terminal.mjs'

/** Property tests that plant their faults themselves. */
const plantsItself = [
  'packages/core/src/browser/tabs/every-order.test.ts',
  'packages/core/src/issuing/fleet/fleet-walk.test.ts',
  'packages/core/src/issuing/grant-to-mint.properties.test.ts',
  'packages/core/src/issuing/issuer-schedules.properties.test.ts',
]

const read = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8')

/** The property tests without a fault, and the planted faults that no longer apply. Runs no test. */
export function listFaultProblems() {
  const tests = execFileSync('git', ['ls-files', '*.test.ts', '*.test.tsx'], { cwd: root, encoding: 'utf8' }).trim()
  const planted = new Set([...plantsItself, ...plantedFaults.map(({ test }) => test)])
  const unplanted = tests.split('\n').filter((test) => {
    const hasProperties = /fuzz|walk|every-order/.test(test) || /from 'fast-check'/.test(read(test))
    return hasProperties && !planted.has(test)
  })
  return [
    ...unplanted.map((test) => `${test} has properties, and no fault in scripts/planted-faults.mjs.`),
    ...plantedFaults.flatMap(({ test, name, file, from }) => [
      ...(read(test).includes(name) ? [] : [`${test} has no test "${name}".`]),
      ...(read(file).split(from).length === 2 ? [] : [`${file} does not contain ${JSON.stringify(from)} once.`]),
    ]),
  ]
}
