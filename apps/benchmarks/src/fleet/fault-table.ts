import { execFile } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { markdownTable } from '../markdown-table.ts'
import { startSpinners } from './spinners.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'redis-store', 'src/fleet-faults.test.ts']

export interface FaultConditions {
  /** Processes that compute without end meanwhile. */
  readonly spinning?: number
  /** Whether Redis is a cluster of three nodes, not one server. */
  readonly isCluster?: boolean
}

/** Runs the tests that harm Redis and the instances, and formats the counts that they print, as Markdown. */
export async function faultTable({ spinning = 0, isCluster = false }: FaultConditions = {}): Promise<string> {
  const stopSpinners = startSpinners(spinning)
  const env = { ...process.env, ...(isCluster && { FAULTS_IN: 'cluster' }) }
  const run = await promisify(execFile)(process.execPath, vitest, { cwd: root, maxBuffer: 2 ** 26, env }).catch(
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
  const place = isCluster ? 'a cluster of three nodes' : 'one Redis'
  const title = `Three or more processes on ${place}${spinning > 0 ? `, with ${spinning} spinning processes beside them` : ''}.`
  if (faults.length === 0) return `${title} **The tests failed before they printed their counts.**\n`
  const table = markdownTable(
    head.split(' | '),
    faults.map((line) => line.split(' | ')),
  )
  return `${table}\n\n${title}${'isRed' in run ? ' **Some of the tests failed.**' : ''}\n`
}

/** Formats the faults on one Redis, on a busy machine and in a cluster, as a section in Markdown. */
export async function faultSection(): Promise<string> {
  const start = `${new Date().toISOString().slice(0, 10)}, at a load average of ${loadavg()[0]?.toFixed(1)}`
  const tables = [await faultTable(), await faultTable({ spinning: 10 }), await faultTable({ isCluster: true })]
  return `${faultsHeading}\n\n${tables.join('\n')}\n${faultsText} Measured on ${start}.\n`
}

export const faultsHeading = '### Faults'
const faultsText = `"Errors" are requests without a token, "wrong" tokens are another user's. Each of these must be 0, and so must "ended". A test states
the most mints of each fault: one for each user, or one for each user and instance while Redis is away. \`pnpm bench:faults\`
measures these tables alone.`
