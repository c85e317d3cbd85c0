import { createSameUserCheck, createTokenSource, type TokenSource } from '@coveo-token/core/browser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngineAccess } from './engine-access.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

let endpoint: UserEndpoint
let source: TokenSource

function access() {
  return createEngineAccess({ source, isSameUser: createSameUserCheck(source), engine: () => undefined })
}

describe('createEngineAccess', () => {
  beforeEach(async () => {
    endpoint = createUserEndpoint()
    source = createTokenSource({ endpoint: '/api/coveo-token', fetch: endpoint.fetch })
    await source.getToken()
  })
  afterEach(() => {
    source.dispose()
  })

  it('renews for the user whom the engine was built for', async () => {
    const { accessToken, organizationId, renewAccessToken } = access()
    expect({ accessToken, organizationId }).toEqual({ accessToken: source.getSnapshot().token, organizationId: 'acme' })
    expect(await renewAccessToken()).not.toBe(accessToken)
    expect(endpoint.minted).toBe(2)
  })

  it('sends no request for a user who signed out', async () => {
    const { renewAccessToken } = access()
    source.signOut()
    await expect(renewAccessToken()).rejects.toThrow('signed out')
    expect(endpoint.minted).toBe(1)
  })

  it('rejects when the next token is one of another user', async () => {
    const { renewAccessToken } = access()
    endpoint.user = 'bob'
    await expect(renewAccessToken()).rejects.toThrow('signed out')
    expect(endpoint.minted).toBe(2)
  })
})
