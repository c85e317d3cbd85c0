import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plantedFaults, plantsItself } from './planted-faults.mjs'
import { root } from './terminal.mjs'

const read = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8')
const tests = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts', '*.test.tsx'],
  { cwd: root },
)
  .toString('utf8')
  .split('\n')
  .filter((path) => path !== '')
const withProperties = tests.filter(
  (path) => /fuzz|walk|every-order/.test(path) || /from 'fast-check'/.test(read(path)),
)

describe('planted faults', () => {
  it('exist for every test file with properties', () => {
    const planted = new Set([...plantsItself, ...plantedFaults.map(({ test }) => test)])
    expect(withProperties.length).toBeGreaterThan(30)
    expect(withProperties.filter((path) => !planted.has(path))).toEqual([])
  })

  it.each(plantedFaults.map((fault) => /** @type {const} */ ([`${fault.test}: ${fault.name}`, fault])))(
    'change one place, for a test that exists: %s',
    (_, { test, name, file, from, to }) => {
      expect(read(test)).toContain(name)
      expect(read(file).split(from)).toHaveLength(2)
      expect(to).not.toBe(from)
    },
  )

  it.each(plantsItself)('are in the test itself: %s', (path) => {
    expect(read(path)).toMatch(/plant|fault/)
  })
})
