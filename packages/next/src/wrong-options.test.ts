import { expect, it, vi } from 'vitest'
import { createPagesTokenHandler } from './create-pages-token-handler.ts'
import { createServerToken } from './create-server-token.ts'
import { createTokenRoute } from './create-token-route.ts'
import { withPrivileges } from './with-privileges.ts'

vi.mock('server-only', () => ({}))

const tokens = { organizationId: 'acme', issue: vi.fn(), reject: vi.fn() }

it.each([createServerToken, createTokenRoute, createPagesTokenHandler])('%o throws at once what to mend', (create) => {
  expect(() => create({} as never)).toThrow('`tokens` must be a token issuer: see createTokenIssuer.')
  expect(() => create({ tokens } as never)).toThrow('`user` must be a function that reads your session.')
})

it('withPrivileges throws at once what to mend', () => {
  expect(() => withPrivileges({} as never, () => new Response())).toThrow(
    '`privileges` must name at least one privilege.',
  )
})
