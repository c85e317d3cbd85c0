import { describe, expect, it, vi } from 'vitest'
import { createCoveo, createTokenRoute, searchGrant } from './index.ts'
import { createCoveo as createPagesCoveo, createPagesTokenHandler } from './pages.ts'

const tokens = { organizationId: 'acme', issue: vi.fn(), reportRejected: vi.fn() }
const grant = () => searchGrant({ userIds: [{ name: 'a', provider: 'p' }] })

describe('wrong options', () => {
  it.each([createTokenRoute, createPagesTokenHandler])('%o throws at once and names the option', (create) => {
    expect(() => create({} as never)).toThrow('`tokens` must be a token issuer: see createTokenIssuer.')
    expect(() => create({ tokens } as never)).toThrow('`user` must be a function that reads your session.')
  })

  it.each([createCoveo, createPagesCoveo])('%o throws at once and names the option', (create) => {
    for (const options of [undefined, {}, { user: () => 'a' }])
      expect(() => create(options as never)).toThrow(/^`?grant/)
    expect(() => create({ grant } as never)).toThrow('`user` must be a function that reads your session.')
    expect(() => create({ grant, user: () => 'a', lifetimeMs: 1 } as never)).toThrow(/lifetimeMs/)
    const { requirePrivileges } = createCoveo({ grant, user: () => 'a' })
    expect(() => requirePrivileges([], () => new Response())).toThrow('`privileges` must name at least one privilege.')
  })
})
