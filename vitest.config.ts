import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { reactCompiler } from './scripts/react-compiler.ts'

const conditions = ['@coveo-token/source', 'module', 'import', 'default']
/** Node's own resolver: it adds `import` or `require` by itself. */
const nodeConditions = ['@coveo-token/source']

/** Code whose coverage is measured runs at a fraction of its speed. */
const slowdown = process.argv.includes('--coverage') ? 4 : 1

/** A page under test behaves as in production: it prints no errors for developers. */
const productionWords = new URL('./packages/core/src/browser/errors/error-words.ts', import.meta.url).pathname

/** The tests of hooks and components once more, compiled by React Compiler. */
function compiledProject(name: string, root: string) {
  const { test, ...rest } = project(`${name} compiled`, root, 'happy-dom')
  const exclude = ['src/react-18.test.ts']
  return { ...rest, plugins: [reactCompiler], test: { ...test, include: ['src/**/*.test.tsx'], exclude } }
}

/** The tests of the README, set up as an application's own. */
function examplesProject(name: string, root: string) {
  const { test, ...rest } = project(name, root, 'happy-dom')
  return { ...rest, test: { ...test, include: ['**/*.test.tsx'], setupFiles: [] } }
}

/** The packed packages in applications of their own: package managers and compilers take long on a busy machine. */
function consumersProject() {
  const { test, ...rest } = project('consumers', 'apps/consumers')
  return { ...rest, test: { ...test, testTimeout: 600_000, hookTimeout: 600_000 } }
}

/** One project for each folder: `pnpm vitest --project core`. */
function project(name: string, root: string, environment: 'node' | 'happy-dom' = 'node') {
  return {
    resolve: { conditions, alias: { '#error-words': productionWords } },
    ssr: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } },
    test: {
      name,
      root,
      environment,
      include: ['src/**/*.test.{ts,tsx}', '*.test.mjs'],
      setupFiles: [new URL('./scripts/vitest-setup.ts', import.meta.url).pathname],
      // Ends a test or a hook that hangs; wide enough for a busy machine.
      testTimeout: 30_000 * slowdown,
      hookTimeout: 30_000 * slowdown,
      expect: { poll: { timeout: 25_000 * slowdown } },
      restoreMocks: true,
      unstubGlobals: true,
    },
  }
}

export default defineConfig({
  test: {
    // Vitest leaves one core free by default: half of a machine with two.
    maxWorkers: availableParallelism(),
    coverage: {
      include: ['packages/*/src/**/*.{ts,tsx}'],
      exclude: ['packages/demo/**', '**/testing/**', '**/*.{test,test-d}.*'],
      reporter: ['text-summary', 'json-summary'],
      // Measured, a little less. Processes that a test starts are not counted. Most of what core lacks are defaults that tests replace
      // (clocks, randomness, timers) and empty callbacks.
      thresholds: {
        'packages/core/src/**': { statements: 99, branches: 98, functions: 98, lines: 99 },
        'packages/express-middleware/src/**': { statements: 100, branches: 93, functions: 100, lines: 100 },
        'packages/next/src/**': { statements: 92, branches: 84, functions: 90, lines: 93 },
        'packages/redis-store/src/**': { statements: 99, branches: 97, functions: 93, lines: 98 },
        'packages/cli/src/**': { statements: 96, branches: 88, functions: 97, lines: 97 },
        'packages/react/src/**': { statements: 97, branches: 93, functions: 94, lines: 99 },
        'packages/emulator/src/**': { statements: 97, branches: 91, functions: 98, lines: 98 },
      },
    },
    projects: [
      project('core', 'packages/core'),
      project('emulator', 'packages/emulator'),
      project('cli', 'packages/cli'),
      project('express-middleware', 'packages/express-middleware'),
      project('next', 'packages/next'),
      project('redis-store', 'packages/redis-store'),
      project('react', 'packages/react', 'happy-dom'),
      project('demo', 'packages/demo', 'happy-dom'),
      examplesProject('react examples', 'packages/react/examples'),
      compiledProject('react', 'packages/react'),
      compiledProject('demo', 'packages/demo'),
      project('express-search', 'apps/express-search'),
      project('next-search', 'apps/next-search'),
      project('agent-search', 'apps/agent-search'),
      project('docs', 'apps/docs'),
      project('guides', 'apps/guides'),
      consumersProject(),
      project('scripts', 'scripts'),
    ],
  },
})
