import { test as base, describe, expect } from 'vitest'
import { emulatorFixture } from '../index.ts'

const test = base.extend({ coveo: emulatorFixture({ organizationId: 'acme' }) })
let url = ''

describe('emulatorFixture', () => {
  test('starts an emulator for a test', async ({ coveo }) => {
    url = coveo.url
    expect(coveo.organizationId).toBe('acme')
    expect((await fetch(`${url}/__emulator/health`)).status).toBe(200)
  })

  test('stops it with the test', async () => {
    expect(url).not.toBe('')
    await expect(fetch(`${url}/__emulator/health`)).rejects.toThrow('fetch failed')
  })
})
