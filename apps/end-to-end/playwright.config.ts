import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import type { StackOptions } from './src/fixtures.ts'

const commands = '*-command.e2e.ts'
const next = 'next-*.e2e.ts'
const once = [
  'docs-*.e2e.ts',
  'emulator-*.e2e.ts',
  'headless-*.e2e.ts',
  'memory-*.e2e.ts',
  'quiet.e2e.ts',
  'source-*.e2e.ts',
  'untidy-*.e2e.ts',
]

/** Every spec runs against both example apps, except those whose name says what they test alone. */
export default defineConfig<object, StackOptions>({
  testDir: 'specs',
  testMatch: '*.e2e.ts',
  fullyParallel: false,
  // One more than there are cores: a browser test often waits.
  workers: availableParallelism() + 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  outputDir: 'test-results',
  reporter: 'list',
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  projects: [
    { name: 'express-search', use: { app: 'express-search' }, testIgnore: [commands, next, ...once] },
    { name: 'next-search', use: { app: 'next-search' }, testIgnore: [commands, ...once] },
    { name: 'commands', testMatch: commands },
    { name: 'once', testMatch: once },
  ],
})
