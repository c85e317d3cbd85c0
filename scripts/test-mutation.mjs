// `pnpm test:mutation [area…]`: plants faults in core, one at a time, and lists those that no test notices in `docs/mutation.md`.
import { readFileSync, writeFileSync } from 'node:fs'
import { Stryker } from '@stryker-mutator/core'
import { mutationAreas } from './mutation-areas.mjs'
import { summarizeArea, writeMutationReport } from './mutation-report.mjs'
import { bold, green, red, root, say } from './terminal.mjs'

const page = `${root}docs/mutation.md`
const source = 'packages/core/src'
const selected = process.argv.slice(2)
const unknown = selected.filter((name) => !mutationAreas.some((area) => area.name === name))
if (unknown.length > 0) throw new Error(`There is no area ${unknown.join(', ')}: see scripts/mutation-areas.mjs.`)

for (const area of mutationAreas) {
  if (selected.length > 0 && !selected.includes(area.name)) continue
  say(bold(`Mutants in ${area.name}`))
  const fileName = `reports/mutation/${area.name}.json`
  // The workers read their tests from it.
  process.env.MUTATION_AREA = area.name
  await new Stryker({
    packageManager: 'pnpm',
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    coverageAnalysis: 'perTest',
    mutate: area.mutate.map((pattern) => `${source}/${pattern}`),
    ignorePatterns: ['**', `!${source}/**`, '!packages/core/*.json', '!scripts/**', '!*.json', '!*.ts'],
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName },
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    logLevel: /** @type {any} */ ('warn'),
    allowConsoleColors: false,
  }).runMutationTest()

  const report = JSON.parse(readFileSync(`${root}${fileName}`, 'utf8'))
  const summary = summarizeArea({ name: area.name, report, source })
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(page, writeMutationReport(readFileSync(page, 'utf8'), { ...summary, date }))
  const good = summary.score >= area.threshold
  if (!good) process.exitCode = 1
  say((good ? green : red)(`${area.name}: ${summary.killed} of ${summary.total} killed, ${summary.score.toFixed(1)} %`))
}
