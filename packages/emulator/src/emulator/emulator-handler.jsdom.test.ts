// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { searchWithHandler } from '../testing/search-with-handler.test.support.ts'

it('emulatorHandler creates a token and searches in jsdom', async () => {
  expect((await searchWithHandler()).length).toBeGreaterThan(0)
})
