import { createTokenSource, sameUser, type TokenSource } from '@coveo-token/core/browser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engineAccess } from './engine-access.ts'

let minted: number
let user: string
let source: TokenSource

async function endpoint() {
  const claims = { userIds: [{ name: user }], exp: Math.floor(Date.now() / 1000) + 3480, minted: ++minted }
  const token = `${btoa('{}')}.${btoa(JSON.stringify(claims))}.sig`.replaceAll('=', '')
  const rest = { kind: 'search', organizationId: 'acme', fingerprint: `f${minted}` }
  return Response.json({ token, expiresIn: 3480, refreshIn: 2710, ...rest })
}

function access() {
  return engineAccess({ source, isSameUser: sameUser(source), engine: () => undefined })
}

describe('engineAccess', () => {
  beforeEach(async () => {
    minted = 0
    user = 'alice'
    source = createTokenSource({ endpoint: '/api/coveo-token', fetch: endpoint })
    await source.getToken()
  })
  afterEach(() => {
    source.dispose()
  })

  it('renews for the user whom the engine was built for', async () => {
    const { accessToken, organizationId, renewAccessToken } = access()
    expect({ accessToken, organizationId }).toEqual({ accessToken: source.getSnapshot().token, organizationId: 'acme' })
    expect(await renewAccessToken()).not.toBe(accessToken)
    expect(minted).toBe(2)
  })

  it('asks nothing for a user who signed out', async () => {
    const { renewAccessToken } = access()
    source.signOut()
    await expect(renewAccessToken()).rejects.toThrow('signed out')
    expect(minted).toBe(1)
  })

  it('keeps back a token that turns out to be somebody else’s', async () => {
    const { renewAccessToken } = access()
    user = 'bob'
    await expect(renewAccessToken()).rejects.toThrow('signed out')
    expect(minted).toBe(2)
  })
})
