// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { searchWithHandler } from '../testing/search-with-handler.test.support.ts'

it('emulatorHandler creates a token and searches in happy-dom, whose headers keep their case', async () => {
  expect((await searchWithHandler()).length).toBeGreaterThan(0)
})
