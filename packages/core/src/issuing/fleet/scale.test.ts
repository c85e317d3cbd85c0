import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { assumptions, drawCurve, renewalAge, scaleRow, simulateMints } from '../../testing/scale-model.test.support.ts'

const page = readFileSync(new URL('../../../../../docs/scale.md', import.meta.url), 'utf8')
const minute = 60_000
const sizes = [10_000, 1_000_000, 10_000_000, 100_000_000]
const count = (value: number) => Math.round(value).toLocaleString('en-US')

describe('docs/scale.md', () => {
  it('has the figures of the model', () => {
    for (const users of sizes) {
      const row = scaleRow(users)
      const cells = [
        count(row.users),
        count(row.instances),
        count(row.mintsPerSecond),
        count(row.commandsPerSecond),
        `${(row.redisBytes / 1e9).toFixed(2)} GB`,
        count(row.redisNodes),
        count(row.mintsWithoutRedis),
        count(row.readsAfterDeploy),
      ]
      expect(page).toContain(`| ${cells.join(' | ')} |`)
    }
  })

  it('has the curve of the simulation', () => {
    const mints = simulateMints({ users: 100_000, minutes: 12 * 60 })
    expect(page).toContain(drawCurve(mints, 10))
    const peak = (from: number, to: number) => count(Math.max(...mints.slice(from, to)) / 1_000)
    for (const hours of [1, 2, 4, 8]) {
      const share = peak(hours * 51 - 15, hours * 51 + 36)
      expect(page).toContain(`| ${hours} | ${share} % |`)
    }
  })

  it('assumes the renewal age of the issuer: 48 to 54 minutes, 51 on average', () => {
    const ages = Array.from({ length: 10_000 }, (_, user) => renewalAge(`user${user}@example.com`))
    const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(48 * minute)
    expect(Math.max(...ages)).toBeLessThanOrEqual(54 * minute)
    expect(Math.round(mean / minute)).toBe(51)
  })

  it('assumes the calls of the store that the issuer makes', async () => {
    const { fleet, faults, coveo } = fleetUnderTest(2)
    coveo.respondWith((mint) => fakeToken(mint))
    await fleet[0]?.issue('alice@example.com')
    expect(faults.steps).toBe(assumptions.commandsPerMint)
    await fleet[1]?.issue('alice@example.com')
    expect(faults.steps).toBe(assumptions.commandsPerMint + assumptions.commandsPerShare)
  })
})
