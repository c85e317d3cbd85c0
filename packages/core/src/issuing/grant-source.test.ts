import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createFakeCoveo } from '../testing/fake-coveo.ts'
import { anonymousIdentity, emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

function setUp() {
  const coveo = createFakeCoveo()
  const clock = createFakeClock()
  const tokens = createTokenIssuer({
    coveo,
    timers: clock,
    now: clock.now,
    variants: ['support', 'community'],
    grant: (email: string, variant) => searchGrant({ userIds: [emailIdentity(email)], searchHub: variant }),
    guest: () => searchGrant({ userIds: [anonymousIdentity()] }),
  })
  return { coveo, tokens }
}

describe('createTokenIssuer with variants', () => {
  it('mints one token per user and variant; the first is the default', async () => {
    const { coveo, tokens } = setUp()
    const support = await tokens.issue('alice@example.com')
    const named = await tokens.issue('alice@example.com', { variant: 'support' })
    const community = await tokens.issue('alice@example.com', { variant: 'community' })
    expect(named.token).toBe(support.token)
    expect(community.token).not.toBe(support.token)
    expect(community.subject).not.toBe(support.subject)
    expect(coveo.mints.map(({ grant }) => grant)).toMatchObject([{ searchHub: 'support' }, { searchHub: 'community' }])
    expect(tokens.peek('alice@example.com', { variant: 'community' })?.token).toBe(community.token)
    expect(tokens.variants).toEqual(['support', 'community'])
  })

  it('limits and drops reported tokens per variant', async () => {
    const { coveo, tokens } = setUp()
    const { fingerprint } = await tokens.issue('alice@example.com', { variant: 'community' })
    await tokens.issue('alice@example.com')
    expect(await tokens.reportRejected('alice@example.com', fingerprint)).toEqual({ outcome: 'ignored' })
    const reported = await tokens.reportRejected('alice@example.com', fingerprint, { variant: 'community' })
    expect(reported).toEqual({ outcome: 'dropped' })
    await tokens.issue('alice@example.com')
    expect(coveo.mints).toHaveLength(2)
  })

  it('invalidates the tokens of every variant, also if one grant fails', async () => {
    const coveo = createFakeCoveo()
    let isFailing = false
    const tokens = createTokenIssuer({
      coveo,
      variants: ['support', 'community'],
      grant(email: string, variant) {
        if (isFailing && variant === 'support') throw new Error('the rights cannot be read')
        return searchGrant({ userIds: [emailIdentity(email)], searchHub: variant })
      },
    })
    const issueAll = () => Promise.all(tokens.variants.map((variant) => tokens.issue('alice', { variant } as object)))
    await issueAll()
    await tokens.invalidate('alice')
    await issueAll()
    expect(coveo.mints).toHaveLength(4)
    isFailing = true
    await expect(tokens.invalidate('alice')).rejects.toThrow('The `grant` function of the token issuer failed.')
    isFailing = false
    await issueAll()
    expect(coveo.mints).toHaveLength(5)
  })

  it('rejects a variant that is not listed, also after the list was changed', async () => {
    const variants = ['support']
    const grant = (email: string) => searchGrant({ userIds: [emailIdentity(email)] })
    const tokens = createTokenIssuer<string, string>({ coveo: createFakeCoveo(), variants, grant })
    variants.push('sales')
    const sales = { variant: 'sales' }
    await expect(tokens.issue('alice', sales)).rejects.toThrow(new TypeError('`variant` must be one of `variants`.'))
    await expect(tokens.reportRejected('alice', 'x', sales)).rejects.toThrow(TypeError)
    expect(() => tokens.peek('alice', sales)).toThrow(TypeError)
    const plain = createTokenIssuer({ coveo: createFakeCoveo(), grant })
    expect(plain.variants).toEqual([])
    await expect(plain.issue('alice', { variant: 'x' } as object)).rejects.toThrow(TypeError)
  })

  it.each([[{}], ['support'], [['']], [[1]], [['a', 'a']], [null]])('refuses %o as `variants`', (variants) => {
    const options = { coveo: createFakeCoveo(), grant: () => searchGrant({ userIds: [anonymousIdentity()] }), variants }
    expect(() => createTokenIssuer(options as never)).toThrow('`variants` must be a list of different names.')
  })
})

describe('createTokenIssuer with guests', () => {
  it('mints one token for all guests, with a subject of its own', async () => {
    const { coveo, tokens } = setUp()
    const guest = await tokens.issue(null)
    const again = await tokens.issue(null, { variant: 'community' })
    const user = await tokens.issue('alice@example.com')
    expect(guest).toMatchObject({ guest: true, outcome: 'mint' })
    expect(again).toMatchObject({ guest: true, outcome: 'hit', token: guest.token })
    expect(tokens.peek(null)).toMatchObject({ guest: true, token: guest.token })
    expect(user).not.toHaveProperty('guest')
    expect(user.subject).not.toBe(guest.subject)
    expect(coveo.mints).toHaveLength(2)
    expect(tokens.allowsGuests).toBe(true)
  })

  it('marks no user as a guest whose grant is equal to that of guests', async () => {
    const grant = () => searchGrant({ userIds: [anonymousIdentity()] })
    const tokens = createTokenIssuer<string>({ coveo: createFakeCoveo(), grant, guest: grant })
    const guest = await tokens.issue(null)
    const user = await tokens.issue('alice@example.com')
    expect(user.token).toBe(guest.token)
    expect(user).not.toHaveProperty('guest')
    expect(tokens.peek('alice@example.com')).not.toHaveProperty('guest')
  })

  it('rejects without guests, and without running `grant`', async () => {
    const tokens = createTokenIssuer<string>({
      coveo: createFakeCoveo(),
      grant: () => expect.unreachable('`grant` ran without a user'),
    })
    await expect(tokens.issue(null)).rejects.toMatchObject({
      code: 'not-authenticated',
      status: 401,
      message: 'No user is signed in, and guests get no tokens.',
      remedy: 'Sign in, or set the option `guest`.',
    })
    expect(tokens.allowsGuests).toBe(false)
  })

  it('refuses a `sessionKey` that is no function', () => {
    const options = { coveo: createFakeCoveo(), grant: () => searchGrant({ userIds: [anonymousIdentity()] }) }
    const message = '`sessionKey` must be a function that returns a text.'
    expect(() => createTokenIssuer({ ...options, sessionKey: 'alice' as never })).toThrow(new TypeError(message))
    expect(() => createTokenIssuer({ ...options, sessionKey: () => 'alice' })).not.toThrow()
  })

  it('refuses a `guest` that is no function', () => {
    const options = { coveo: createFakeCoveo(), grant: () => searchGrant({ userIds: [anonymousIdentity()] }) }
    expect(() => createTokenIssuer({ ...options, guest: true as never })).toThrow(
      '`guest` must be a function that returns a grant.',
    )
  })
})
