import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { listResults, type ResultRow, updateResults } from './result-table.ts'
import { workspaceRoot } from './workspace-root.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The results of the steps so far, by column of the table. */
    steps?: Record<string, string>
  }
}

interface ResultPage {
  page: string
  columns: readonly string[]
  /** Whether a case is a folder beside the page. */
  link?: boolean
}

/** By the first word of a suite's file: its page, and the columns of its table between the case and the result. */
const tables: Record<string, ResultPage> = {
  consumers: { page: 'apps/consumers/README.md', columns: [] },
  examples: { page: 'examples/README.md', columns: ['install', 'build', 'typecheck', 'run'], link: true },
  stopwatch: { page: 'docs/installing.md', columns: ['app', 'install', 'files', 'start', 'first token'] },
}

/** Writes the result of each case into the table of its suite's page, and prints the table at the end. */
export class TableReporter implements Reporter {
  readonly #date = new Date().toISOString().slice(0, 10)

  /** Gives each new case a row, so that the table also lists the cases that have never run. */
  onTestModuleCollected(module: TestModule): void {
    this.#update(module, (page, table) => {
      const known = new Set(listResults(page))
      const rows = [...module.children.allTests()].map((test) => this.#rowOf(test, table, 'not run'))
      return rows.filter(([name]) => !known.has(name))
    })
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result()
    if (state !== 'skipped') this.#update(test.module, (_page, table) => [this.#rowOf(test, table, state)])
  }

  onTestModuleEnd(module: TestModule): void {
    // A case that was selected and did not run: a preparation before it failed.
    const lost = [...module.children.allTests('skipped')].filter(({ options }) => options.mode === 'run')
    const page = this.#update(module, (_page, table) => lost.map((test) => this.#rowOf(test, table, 'failed')))
    if (page !== undefined) process.stdout.write(`\n${page.slice(page.indexOf('<!-- results -->'))}\n`)
  }

  /** Writes rows into the table of a suite. Returns the page; undefined for a suite without a table. */
  #update(module: TestModule, listRows: (page: string, table: ResultPage) => ResultRow[]): string | undefined {
    const table = tables[basename(module.moduleId).replace(/\W.*/, '')]
    if (!table) return undefined
    const path = join(workspaceRoot, table.page)
    const before = readFileSync(path, 'utf8')
    const after = updateResults(before, listRows(before, table))
    if (after !== before) writeFileSync(path, after)
    return after
  }

  #rowOf(test: TestCase, { columns, link }: ResultPage, result: string): ResultRow {
    const steps = test.meta().steps ?? {}
    const group = test.parent.type === 'suite' ? `${test.parent.name}: ` : ''
    const name = link ? `[${test.name}](${test.name})` : group + test.name
    return [name, ...columns.map((column) => steps[column] ?? '–'), result, result === 'not run' ? '–' : this.#date]
  }
}
