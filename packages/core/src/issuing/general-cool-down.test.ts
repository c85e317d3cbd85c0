import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { fleetUnderTest } from '../testing/fleet-under-test.test.support.ts'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createGeneralCoolDown } from './general-cool-down.ts'
import { emailIdentity, platformGrant, searchGrant } from './grant.ts'
import type { TokenIssuer } from './token-issuer-contract.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'
const carol = 'carol@example.com'
const unauthorized = tokenError('coveo-refused', 'Coveo refused the call.', { status: 401 })

function limited(retryAfterMs: number) {
  return tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs })
}

function coolDownUnderTest() {
  const time = { at: 0 }
  return { time, coolDown: createGeneralCoolDown({ probeMs: 5_000, now: () => time.at, random: () => 0.5 }) }
}

describe('createGeneralCoolDown', () => {
  it('lasts as long as Coveo demands, however often one key has failed; the longest one counts', () => {
    const { time, coolDown } = coolDownUnderTest()
    coolDown.fail(limited(1_000), 'search')
    time.at = 999
    expect(coolDown.current()).toMatchObject({ error: { code: 'coveo-rate-limited' }, until: 1_000 })
    time.at = 1_000
    expect(coolDown.current()).toBeUndefined()
    time.at = 2_000
    coolDown.fail(limited(60_000), 'search')
    coolDown.fail(limited(1_000), 'search')
    time.at = 61_999
    expect(coolDown.current()).toMatchObject({ until: 62_000 })
  })

  it('lasts for five minutes at most', () => {
    const { coolDown } = coolDownUnderTest()
    coolDown.fail(limited(31_536_000_000), 'search')
    expect(coolDown.current()).toMatchObject({ until: 300_000 })
  })

  it('ends with the first success', () => {
    const { coolDown } = coolDownUnderTest()
    coolDown.fail(limited(60_000), 'search')
    coolDown.succeed()
    expect(coolDown.current()).toBeUndefined()
  })

  it('ignores errors that say nothing about the API key', () => {
    const { coolDown } = coolDownUnderTest()
    coolDown.fail(tokenError('coveo-server-error', 'Coveo is down.'), 'search')
    coolDown.fail(tokenError('coveo-refused', 'Coveo refused the call.', { status: 403 }), 'search')
    coolDown.fail(unauthorized, 'platform')
    expect(coolDown.current()).toBeUndefined()
  })

  it('lets one probe pass when it is over, and the other keys wait for that one, within a limit', () => {
    const { time, coolDown } = coolDownUnderTest()
    coolDown.fail(unauthorized, 'search')
    time.at = 30_000
    expect(coolDown.current()).toBeUndefined()
    coolDown.start()
    expect(coolDown.current()).toMatchObject({ until: 35_000 })
    time.at = 35_000
    expect(coolDown.current()).toBeUndefined()
  })

  it('lets the next probe pass at once after one that showed nothing about the API key', () => {
    const { time, coolDown } = coolDownUnderTest()
    coolDown.fail(unauthorized, 'search')
    time.at = 30_000
    const end = coolDown.start()
    time.at = 30_100
    coolDown.fail(tokenError('coveo-server-error', 'Coveo is down.'), 'search')
    end()
    expect(coolDown.current()).toBeUndefined()
    coolDown.start()
    expect(coolDown.current()).toMatchObject({ error: unauthorized, failures: 1, until: 35_100 })
  })

  it('is not shortened by a mint that starts before it is over', () => {
    const { time, coolDown } = coolDownUnderTest()
    coolDown.fail(unauthorized, 'search')
    time.at = 10_000
    const end = coolDown.start()
    expect(coolDown.current()).toMatchObject({ until: 30_000 })
    end()
    expect(coolDown.current()).toMatchObject({ until: 30_000 })
  })

  it('is not shortened by the end of a probe that failed, or of another mint', () => {
    const { time, coolDown } = coolDownUnderTest()
    const endOther = coolDown.start()
    coolDown.fail(unauthorized, 'search')
    time.at = 30_000
    const end = coolDown.start()
    endOther()
    expect(coolDown.current()).toMatchObject({ until: 35_000 })
    coolDown.fail(unauthorized, 'search')
    end()
    expect(coolDown.current()).toMatchObject({ until: 60_000 })
  })
})

describe('createTokenIssuer, a platform grant refused with 401', () => {
  it('does not stop other users', async () => {
    const { tokens, clock, coveo } = issuerUnderTest({
      grant: (user) =>
        user === 'mallory'
          ? platformGrant({ privileges: [{ owner: 'PLATFORM', targetDomain: 'SOURCE' }] })
          : searchGrant({ userIds: [emailIdentity(user)] }),
    })
    coveo.respondWith((mint) => {
      if (mint.grant.kind === 'platform') throw unauthorized
      return fakeToken(mint)
    })
    for (let user = 0; user < 60; user++) {
      await tokens.issue('mallory').catch(() => undefined)
      expect(await tokens.issue(`user${user}@example.com`)).toMatchObject({ outcome: 'mint' })
      await clock.advance(1_000)
    }
    expect(coveo.mints.filter(({ grant }) => grant.kind === 'platform')).toHaveLength(2)
  })
})

describe('createTokenIssuer, a redirect or a token of another organization', () => {
  const redirected = tokenError('coveo-redirected', 'The firewall redirected the call.')
  const foreign = tokenError('coveo-wrong-organization', 'A proxy repeated a response.')

  it.each([redirected, foreign])('stops other users for a second if one user alone gets $code', async (error) => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith((mint) => {
      if (JSON.stringify(mint.grant).includes('mallory')) throw error
      return fakeToken(mint)
    })
    let refused = 0
    for (let second = 0; second < 120; second++) {
      await tokens.issue('mallory@example.com').catch(() => undefined)
      await tokens.issue(`user${second}@example.com`).catch(() => refused++)
      await clock.advance(1_000)
    }
    expect(refused).toBe(4)
    expect(coveo.mints).toHaveLength(120)
  })

  it.each([redirected, foreign])('causes few mints if every user gets $code', async (error) => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(error))
    for (let second = 0; second < 120; second++) {
      await expect(tokens.issue(`user${second}@example.com`)).rejects.toMatchObject({ code: error.code })
      await clock.advance(1_000)
    }
    expect(coveo.mints).toHaveLength(8)
  })
})

describe('createTokenIssuer, an API key that was refused', () => {
  it('is tried by one user at a time after the cool-down', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(unauthorized))
    await expect(tokens.issue(alice)).rejects.toMatchObject({ status: 401 })
    await clock.advance(30_000)
    const held = holdMints(coveo)
    const probe = expect(tokens.issue(bob)).rejects.toMatchObject({ status: 401 })
    await clock.advance(0)
    await expect(tokens.issue(carol)).rejects.toMatchObject({ status: 401 })
    held[0]?.reject(unauthorized)
    await probe
    await clock.advance(29_999)
    await expect(tokens.issue(carol)).rejects.toMatchObject({ status: 401 })
    expect(coveo.mints).toHaveLength(2)
  })

  it('is tried by the next user as soon as a probe ended without a verdict', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(unauthorized))
    await expect(tokens.issue(alice)).rejects.toMatchObject({ status: 401 })
    await clock.advance(30_000)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await expect(tokens.issue(bob)).rejects.toMatchObject({ code: 'coveo-server-error' })
    coveo.respondWith(fakeToken)
    expect(await tokens.issue(carol)).toMatchObject({ outcome: 'mint' })
  })

  it('is tried by the next user after a user with a shared token', async () => {
    const { fleet, clock, coveo } = fleetUnderTest(2)
    const [one, two] = fleet as [TokenIssuer<string>, TokenIssuer<string>]
    coveo.respondWith(() => Promise.reject(unauthorized))
    await expect(one.issue(alice)).rejects.toMatchObject({ status: 401 })
    coveo.respondWith(fakeToken)
    await two.issue(bob)
    await clock.advance(30_000)
    expect(await one.issue(bob)).toMatchObject({ outcome: 'shared' })
    expect(await one.issue(carol)).toMatchObject({ outcome: 'mint' })
  })

  it('works for every user as soon as one mint succeeds', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const held = holdMints(coveo)
    const first = expect(tokens.issue(alice)).rejects.toMatchObject({ status: 401 })
    const second = tokens.issue(bob)
    await clock.advance(0)
    held[0]?.reject(unauthorized)
    await first
    await expect(tokens.issue(carol)).rejects.toMatchObject({ status: 401 })
    held[1]?.resolve({ token: 'minted', remainingMs: 3_600_000, lifetimeMs: 3_600_000 })
    expect(await second).toMatchObject({ token: 'minted' })
    coveo.respondWith((mint) => fakeToken(mint))
    expect(await tokens.issue(carol)).toMatchObject({ outcome: 'mint' })
  })
})
