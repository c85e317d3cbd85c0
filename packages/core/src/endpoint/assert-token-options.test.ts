import { describe, expect, it } from 'vitest'
import { createContractTokens } from '../testing/contract-tokens.ts'
import { createFetchHandler } from './fetch-handler.ts'
import { createPrivilegeGuard } from './privilege-guard.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

const tokens = createContractTokens(0)
const user = () => 'alice'

// As from JavaScript, where no compiler has looked.
const createdFrom = (options: object | undefined) =>
  [createTokenEndpoint, createFetchHandler].map((create) => () => create(options as never))

describe('options that cannot work', () => {
  it.each([undefined, {}, { user }, { tokens: {}, user }])('lack tokens: %j', (options) => {
    for (const create of createdFrom(options))
      expect(create).toThrow(new TypeError('`tokens` must be a token issuer: see createTokenIssuer.'))
  })

  it.each([{ tokens }, { tokens, user: 'alice' }, { tokens, user: null }])(
    'lack a user, before the first request',
    (options) => {
      for (const create of createdFrom(options))
        expect(create).toThrow(new TypeError('`user` must be a function that reads your session.'))
    },
  )

  it.each([
    [{}, '`privileges` must name at least one privilege.'],
    [{ privileges: [] }, '`privileges` must name at least one privilege.'],
    [{ privileges: 'SEARCH_API:EXECUTE_QUERY' }, '`privileges` must name at least one privilege.'],
    [{ privileges: ['SEARCH_API:EXECUTE_QUERY'] }, 'coveo must be a Coveo client: see createCoveoClient.'],
  ])('guard nothing: %j', (options, words) => {
    expect(() => createPrivilegeGuard(options as never)).toThrow(new TypeError(words))
  })
})
