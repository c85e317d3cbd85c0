import { expect, it } from 'vitest'
import { coveoToken } from './coveo-token.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'
import { requirePrivileges } from './require-privileges.ts'

it.each([coveoToken, coveoTokenEndpoint, requirePrivileges])('%o throws at once what to mend', (create) => {
  expect(() => create({} as never)).toThrow(/^`(tokens|privileges)` must/)
})
