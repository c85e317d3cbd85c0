import { describe, expect, it } from 'vitest'
import { createContractTokens } from '../testing/contract-tokens.ts'
import { createFetchHandler } from './fetch-handler.ts'
import { createPrivilegeGuard } from './privilege-guard.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

const tokens = createContractTokens(() => 0)
const user = () => 'alice'

// As from JavaScript, without a compiler.
const createdFrom = (options: object | undefined) =>
  [createTokenEndpoint, createFetchHandler].map((create) => () => create(options as never))

describe('assertTokenOptions', () => {
  it.each([undefined, {}, { user }, { tokens: {}, user }])('throws without tokens: %j', (options) => {
    for (const create of createdFrom(options))
      expect(create).toThrow(new TypeError('`tokens` must be a token issuer: see createTokenIssuer.'))
  })

  it.each([{ tokens }, { tokens, user: 'alice' }, { tokens, user: null }])(
    'throws without a user, before the first request',
    (options) => {
      for (const create of createdFrom(options))
        expect(create).toThrow(new TypeError('`user` must be a function that reads your session.'))
    },
  )
})

describe('createPrivilegeGuard', () => {
  it.each([
    [{}, '`privileges` must name at least one privilege.'],
    [{ privileges: [] }, '`privileges` must name at least one privilege.'],
    [{ privileges: 'SEARCH_API:EXECUTE_QUERY' }, '`privileges` must name at least one privilege.'],
    [{ coveo: {}, privileges: ['SEARCH_API:EXECUTE_QUERY'] }, '`coveo` must be a Coveo client: see createCoveoClient.'],
  ])('throws without something to guard: %j', (options, message) => {
    expect(() => createPrivilegeGuard(options as never)).toThrow(new TypeError(message))
  })
})
