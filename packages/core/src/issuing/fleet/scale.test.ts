import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { createMemoryStore } from '../../testing/memory-store.ts'
import { type ChartTheme, drawChart } from '../../testing/scale-chart.test.support.ts'
import { assumptions, drawCurve, renewalAge, scaleRow, simulateMints } from '../../testing/scale-model.test.support.ts'
import { type ScaleSimulation, simulateFleet } from '../../testing/scale-simulation.test.support.ts'
import { loadShared } from './shared-options.ts'

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

  it('assumes the default limit of an issuer whose memory has all tokens of its instance', () => {
    const maxEntries = assumptions.usersPerInstance * assumptions.instancesPerUser
    const options = { store: createMemoryStore(), secret: 'a secret that is long enough for a test' }
    const { localMintsPerMinute } = loadShared(options, { now: Date.now, maxEntries })()
    expect(localMintsPerMinute).toBe(assumptions.localMintsPerMinute)
    expect(page).toContain(`${count(localMintsPerMinute)} mints a minute without Redis`)
    expect(loadShared(options, { now: Date.now, maxEntries: 10_000 })()).toMatchObject({ localMintsPerMinute: 600 })
  })

  it('assumes the calls of the store that the issuer makes', async () => {
    const { fleet, faults, coveo } = fleetUnderTest(2)
    coveo.respondWith((mint) => fakeToken(mint))
    await fleet[0]?.issue('alice@example.com')
    expect(faults.steps).toBe(assumptions.commandsPerMint)
    await fleet[1]?.issue('alice@example.com')
    expect(faults.steps).toBe(assumptions.commandsPerMint + assumptions.commandsPerShare)
  })

  describe('the simulation of a fleet', () => {
    const row = scaleRow(40_000)
    /** A tenth of the fleet is simulated. */
    const part = 10
    const away = { from: 5 * 60, to: 6 * 60 }
    const deployedAt = 9 * 60
    const lostAt = 3 * 60
    let simulated: ScaleSimulation
    let limited: ScaleSimulation
    let regions: ScaleSimulation

    function simulate(localMintsPerMinute: number): ScaleSimulation {
      const sizes = { users: row.users / part, instances: row.instances, minutes: 12 * 60 }
      const limited = { ...sizes, localMintsPerMinute: localMintsPerMinute / part }
      return whole(simulateFleet({ ...limited, away, deployedAt }))
    }

    function whole({ mints, redisCalls, refused }: ScaleSimulation): ScaleSimulation {
      const all = (values: readonly number[]) => values.map((value) => value * part)
      return { mints: all(mints), redisCalls: all(redisCalls), refused: all(refused) }
    }
    beforeAll(() => {
      // Each refused mint is an error: millions of stack traces take a minute.
      Error.stackTraceLimit = 0
      simulated = simulate(assumptions.localMintsPerMinute)
      limited = simulate(600)
      const sizes = { users: row.users / part, instances: row.instances, minutes: 6 * 60 }
      regions = whole(simulateFleet({ ...sizes, localMintsPerMinute: 1, regionLost: { at: lostAt, returnMinutes: 5 } }))
    })

    /** The mean of one second. */
    const mean = (values: readonly number[], from: number, to: number) =>
      values.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from) / 60
    const expectClose = (value: number, model: number) => expect(Math.abs(value / model - 1)).toBeLessThan(0.03)

    it('has the mints and the calls of Redis of the model', () => {
      expectClose(mean(simulated.mints, 102, 255), row.mintsPerSecond)
      expectClose(mean(simulated.redisCalls, 102, 255), row.commandsPerSecond)
    })

    it('has the mints of the model while Redis is away', () => {
      expectClose(mean(simulated.mints, away.from + 10, away.to), row.mintsWithoutRedis)
    })

    it('refuses no request with the default limit, and those that the page says with a lower one', () => {
      expect(Math.max(...simulated.refused)).toBe(0)
      const first = limited.refused.findIndex((count) => count > 0)
      expect(page).toContain(`With 600 mints a minute, requests are refused after ${first - away.from} minutes.`)
    })

    it('mints for the users of a lost region at the rate that the page says, and no more than usual two rounds later', () => {
      const peak = mean(regions.mints, lostAt, lostAt + 5)
      expectClose(peak, row.users / 2 / 300 + row.mintsPerSecond / 2)
      expect(page).toContain(`${(peak / row.mintsPerSecond).toFixed(1)} times the usual rate`)
      expectClose(mean(regions.mints, lostAt + 5, lostAt + 46), row.mintsPerSecond / 2)
      const echo = Math.max(...regions.mints.slice(lostAt + 46, lostAt + 61)) / 60
      expect(page).toContain(`${(echo / row.mintsPerSecond).toFixed(1)} times 51 minutes later`)
    })

    it('mints no more than usual once Redis is back', () => {
      expect(mean(simulated.mints, away.to, away.to + 51)).toBeLessThan(1.03 * row.mintsPerSecond)
    })

    it('has the reads of the model after a deployment, and no mint beyond the usual ones', () => {
      const after = [deployedAt, deployedAt + 51] as const
      expect(mean(simulated.mints, ...after)).toBeLessThan(1.03 * row.mintsPerSecond)
      expect(mean(simulated.redisCalls, ...after)).toBeGreaterThan(row.readsAfterDeploy)
      expect(mean(simulated.redisCalls, ...after)).toBeLessThan(row.readsAfterDeploy + row.commandsPerSecond)
    })

    it.each(['light', 'dark'] as ChartTheme[])('draws the %s curves of the page', async (theme) => {
      const rush = simulateMints({ users: 100_000, minutes: 12 * 60 }).map((mints) => mints / 1_000)
      const images = {
        'scale-rush': drawChart(
          {
            title: 'Renewals after all users have signed in within one minute',
            unit: '% of all users in one minute',
            // The minute of the rush itself would hide the rest.
            lines: [{ name: 'mints', values: rush.map((share, at) => (at === 0 ? 0 : share)) }],
            marks: [],
          },
          theme,
        ),
        'scale-redis-away': drawChart(
          {
            title: 'Mints and calls of Redis of a fleet whose Redis is away for an hour',
            unit: 'in one minute',
            lines: [
              { name: 'mints', values: simulated.mints },
              { name: 'calls of Redis', values: simulated.redisCalls },
              { name: 'refused, if limited to 600', values: limited.refused },
            ],
            marks: [
              { at: away.from, name: 'Redis is away' },
              { at: away.to, name: 'back, empty' },
              { at: deployedAt, name: 'deployment' },
            ],
          },
          theme,
        ),
        'scale-region': drawChart(
          {
            title: 'Mints of two regions, one of which is lost',
            unit: 'in one minute',
            lines: [{ name: 'mints', values: regions.mints }],
            marks: [{ at: lostAt, name: 'a region is lost' }],
          },
          theme,
        ),
      }
      for (const [name, svg] of Object.entries(images)) {
        await expect(svg).toMatchFileSnapshot(`../../../../../docs/images/${name}-${theme}.svg`)
      }
    })
  })
})
