import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildNext, fixturesFor } from '../test/next-fixture.ts'
import { describeNext } from '../test/next-suite.ts'

describe('Next 16', () => {
  describeNext('next')

  it('with cache components leaves the token to the request', { timeout: 240_000 }, async () => {
    const { ok, output, prerendered } = await buildNext('next', join(await fixturesFor('next'), 'cache-components'))
    for (const route of ['◐ /', 'ƒ /api/constant-token', 'ƒ /api/token']) {
      expect(output).toMatch(new RegExp(` ${route}\\n`))
    }
    expect(ok).toBe(true)
    const pages = await prerendered()
    expect(pages).toContain('the shell')
    expect(pages).not.toContain('baked.into.page')
  })
})
