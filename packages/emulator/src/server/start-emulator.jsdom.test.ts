// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

it('startEmulator creates tokens and searches inside jsdom', async () => {
  expect(globalThis.window).toBeDefined()
  const { tokenFor, search } = await openEmulator()
  const { json } = await search(await tokenFor('asmith@example.com'), { q: 'gateway' })
  expect(json.totalCount).toBeGreaterThan(0)
})
