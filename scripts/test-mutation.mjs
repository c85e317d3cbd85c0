// `pnpm test:mutation [area [file…]]`: plants faults in core, one at a time, and lists those that no test notices in `docs/mutation.md`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Stryker } from '@stryker-mutator/core'
import { mutationAreas } from './mutation-areas.mjs'
import { partOf, readFiles, scoreOf, summarizeArea, writeMutationReport } from './mutation-report.mjs'
import { bold, green, red, root, say } from './terminal.mjs'

const page = `${root}docs/mutation.md`
const source = 'packages/core/src'
const names = process.argv.slice(2)
/** Files below `packages/core/src`, such as `issuing/renewal.ts`. Default: all of the area. */
const files = names.filter((name) => name.endsWith('.ts'))
const selected = names.filter((name) => !name.endsWith('.ts'))
const unknown = selected.filter((name) => !mutationAreas.some((area) => area.name === name))
if (unknown.length > 0) throw new Error(`There is no area ${unknown.join(', ')}: see scripts/mutation-areas.mjs.`)
if (files.length > 0 && selected.length !== 1) throw new Error('Name the one area of the files first.')

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
    mutate: (files.length > 0 ? files : area.mutate).map((pattern) => `${source}/${pattern}`),
    ignorePatterns: [
      '**',
      `!${source}/**`,
      '!packages/core/*.json',
      '!scripts/**',
      '!package.json',
      '!tsconfig.*',
      '!*.ts',
    ],
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName },
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    logLevel: /** @type {any} */ ('warn'),
    allowConsoleColors: false,
  }).runMutationTest()

  const report = JSON.parse(readFileSync(`${root}${fileName}`, 'utf8'))
  const date = new Date().toISOString().slice(0, 10)
  const summary = summarizeArea({ name: area.name, report, source, date })
  const exists = (/** @type {string} */ file) => existsSync(`${root}${source}/${file}`)
  const text = writeMutationReport(readFileSync(page, 'utf8'), { ...summary, exists })
  writeFileSync(page, text)
  const { killed, total, percent } = scoreOf(readFiles(partOf(text, area.name).part))
  const good = percent >= area.threshold
  if (!good) process.exitCode = 1
  say((good ? green : red)(`${area.name}: ${killed} of ${total} killed, ${percent.toFixed(1)} %`))
}
