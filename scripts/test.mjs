// `pnpm test`: builds, runs every suite, and ends with one line: `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, bold, dim, red, root, run, secondsSince, toolEnv, yellow } from './terminal.mjs'

const reports = mkdtempSync(join(tmpdir(), 'coveo-token-kit-'))
const total = { passed: 0, failed: 0, skipped: 0 }
/** @typedef {typeof total} Counts */

function heading(/** @type {string} */ text) {
  process.stdout.write(`\n${bold(text)}\n`)
}

function add(/** @type {Counts} */ counts, /** @type {number} */ exitCode) {
  // A suite that could not load has no failing test, but is still a failure.
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}

async function build() {
  heading('Building')
  const startedAt = Date.now()
  const { code, output } = await run(bin('turbo'), ['run', 'build', '--output-logs=errors-only'])
  if (code !== 0) {
    process.stdout.write(`${output}\n${red('The build failed, so no test ran.')}\n0 passed, 1 failed\n`)
    process.exit(1)
  }
  process.stdout.write(dim(`built in ${secondsSince(startedAt)}\n`))
}

async function unitTests() {
  heading('Unit, contract and integration tests')
  const seed = process.env.FAST_CHECK_SEED ?? '20261'
  process.stdout.write(dim(`property tests use seed ${seed}; set FAST_CHECK_SEED for another\n`))
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    const remedy = 'redis-server is missing: install it (`apt-get install redis-server`)'
    process.stdout.write(process.env.CI ? red(`${remedy}.\n`) : yellow(`Redis tests are skipped, because ${remedy}.\n`))
  }
  const file = join(reports, 'vitest.json')
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run(bin('vitest'), args, { env: { ...toolEnv, FAST_CHECK_SEED: seed }, show: true })
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  add(
    {
      passed: report.numPassedTests ?? 0,
      failed: report.numFailedTests ?? 0,
      skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    },
    code,
  )
}

async function browserTests() {
  heading('Browser tests')
  const chromium =
    process.env.CHROMIUM_PATH ??
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  if (chromium === undefined) {
    const remedy = 'install it (`apt-get install chromium`), or set CHROMIUM_PATH'
    if (process.env.CI) {
      process.stdout.write(red(`Chromium is missing: ${remedy}.\n`))
      add({ passed: 0, failed: 1, skipped: 0 }, 1)
    } else {
      process.stdout.write(yellow(`Skipped, Chromium is missing: ${remedy}.\n`))
      total.skipped += 1
    }
    return
  }
  const file = join(reports, 'playwright.json')
  const { code } = await run(`${root}apps/end-to-end/node_modules/.bin/playwright`, ['test', '--reporter=list,json'], {
    cwd: `${root}apps/end-to-end`,
    env: { ...toolEnv, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    show: true,
  })
  const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : {}
  add(
    { passed: stats.expected ?? 0, failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0), skipped: stats.skipped ?? 0 },
    code,
  )
}

const startedAt = Date.now()
try {
  await build()
  await unitTests()
  await browserTests()
} finally {
  rmSync(reports, { recursive: true, force: true })
}
process.stdout.write(dim(`\nin ${secondsSince(startedAt)}\n`))
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
