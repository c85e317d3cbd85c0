import { defineConfig } from 'vitest/config'

/** The suites that install from the registry: `pnpm test:consumers` and `pnpm test:examples`. */
export default defineConfig({
  resolve: { conditions: ['@coveo-token/source', 'module', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@coveo-token/source'], externalConditions: ['@coveo-token/source'] } },
  test: {
    root: import.meta.dirname,
    include: ['src/*.slow.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
    reporters: ['verbose'],
  },
})
