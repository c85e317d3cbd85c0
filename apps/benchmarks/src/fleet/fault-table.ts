import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { markdownTable } from '../markdown-table.ts'
import { startSpinners } from './spinners.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'redis-store', 'src/fleet-faults.test.ts']

/**
 * Runs the tests that harm Redis and the instances, and formats the counts that they print, as Markdown. With spinning processes beside
 * them, whose number is given.
 */
export async function faultTable(spinning: number): Promise<string> {
  const stopSpinners = startSpinners(spinning)
  const run = await promisify(execFile)(process.execPath, vitest, { cwd: root, maxBuffer: 2 ** 26 }).catch(
    (failed: Error & { stdout?: string }) => {
      // Its message has the output of the tests that failed.
      console.error(failed.message)
      return { stdout: failed.stdout ?? '', isRed: true }
    },
  )
  stopSpinners()
  const lines = run.stdout.split('\n')
  const first = lines.findIndex((line) => line.startsWith('fault | '))
  const rows = lines.slice(first).filter((line) => line.split(' | ').length === 6)
  const [head = '', ...faults] = rows
  const title = `Three or more processes on one Redis${spinning > 0 ? `, with ${spinning} spinning processes beside them` : ''}.`
  if (faults.length === 0) return `${title} **The tests failed before they printed their counts.**\n`
  const table = markdownTable(
    head.split(' | '),
    faults.map((line) => line.split(' | ')),
  )
  return `${table}\n\n${title}${'isRed' in run ? ' **Some of the tests failed.**' : ''}\n`
}
