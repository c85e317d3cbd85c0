import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { type ResultRow, updateResults } from './result-table.ts'
import { workspaceRoot } from './workspace-root.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The results of the steps so far, by column of the table. */
    steps?: Record<string, string>
  }
}

/** By the first word of a suite's file: its page, and the columns of its table between the case and the result. */
const tables: Record<string, { page: string; columns: readonly string[] }> = {
  consumers: { page: 'apps/consumers/README.md', columns: [] },
  examples: { page: 'examples/README.md', columns: ['install', 'build', 'typecheck', 'run'] },
}

/** Writes the result of each case into the table of its suite's page, and prints the table at the end. */
export class TableReporter implements Reporter {
  readonly #date = new Date().toISOString().slice(0, 10)

  onTestCaseResult(test: TestCase): void {
    const table = tableOf(test.module)
    if (!table || test.result().state === 'skipped') return
    const path = join(workspaceRoot, table.page)
    writeFileSync(path, updateResults(readFileSync(path, 'utf8'), [this.#rowOf(test, table.columns)]))
  }

  onTestModuleEnd(module: TestModule): void {
    const table = tableOf(module)
    if (!table) return
    const page = readFileSync(join(workspaceRoot, table.page), 'utf8')
    process.stdout.write(`\n${page.slice(page.indexOf('<!-- results -->'))}\n`)
  }

  #rowOf(test: TestCase, columns: readonly string[]): ResultRow {
    const steps = test.meta().steps ?? {}
    const group = test.parent.type === 'suite' ? test.parent.name : ''
    const name = columns.length > 0 ? `[${test.name}](${test.name})` : `${group}: ${test.name}`
    const result = test.result().state
    return [name, ...columns.map((column) => steps[column] ?? '–'), result, this.#date]
  }
}

function tableOf({ moduleId }: TestModule) {
  return tables[basename(moduleId).replace(/\W.*/, '')]
}
