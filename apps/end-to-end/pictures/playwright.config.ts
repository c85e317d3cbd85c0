import { defineConfig } from '@playwright/test'
import tests from '../playwright.config.ts'

/** Takes a picture of each state of the page, wide and narrow, into `docs/images/states`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.pictures.ts',
  workers: 1,
  timeout: tests.timeout,
  expect: tests.expect,
  reporter: 'list',
  use: { ...tests.use },
})
