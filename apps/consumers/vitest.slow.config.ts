import { defineConfig } from 'vitest/config'
import { TableReporter } from './src/table-reporter.ts'

/** The suites that install from the registry: `pnpm test:consumers` and `pnpm test:examples`. */
export default defineConfig({
  resolve: { conditions: ['@coveo-token/source', 'module', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@coveo-token/source'], externalConditions: ['@coveo-token/source'] } },
  test: {
    root: import.meta.dirname,
    include: ['src/*.slow.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    fileParallelism: false,
    reporters: ['verbose', new TableReporter()],
  },
})
