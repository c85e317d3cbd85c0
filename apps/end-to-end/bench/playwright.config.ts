import { defineConfig } from '@playwright/test'
import tests from '../playwright.config.ts'

/** The benchmarks in Chromium, one at a time. `pnpm bench` prints their tables. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 600_000,
  reporter: 'dot',
  use: { ...tests.use },
})
