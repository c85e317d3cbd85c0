import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createStoreGuard } from './store-guard.ts'

const down = () => Promise.reject(new Error('down'))
const well = async () => 'answer'

function guardUnderTest() {
  const clock = createFakeClock()
  const pauses: number[] = []
  const guard = createStoreGuard({
    timeoutMs: 500,
    now: clock.now,
    timers: clock,
    random: () => 0.5,
    onFailure: (_, { pauseMs }) => pauses.push(pauseMs),
  })
  let steps = 0
  const ask = (run: () => Promise<string>, writes = true) => {
    const counted = () => {
      steps++
      return run()
    }
    return guard.ask({ keyHash: 'k', run: counted, writes }).catch(({ code }) => code)
  }
  return { clock, guard, pauses, ask, steps: () => steps }
}

describe('createStoreGuard', () => {
  it('lets one caller try a store that failed, and the others go without until that is known', async () => {
    const { clock, ask, steps } = guardUnderTest()
    await ask(down)
    await clock.advance(1_000)
    const probe = ask(() => new Promise((resolve) => clock.setTimeout(() => resolve('answer'), 100)))
    expect(await Promise.all([ask(well), ask(well)])).toEqual(['shared-store-failed', 'shared-store-failed'])
    expect(steps()).toBe(2)
    await clock.advance(100)
    expect(await probe).toBe('answer')
    expect(await Promise.all([ask(well), ask(well)])).toEqual(['answer', 'answer'])
  })

  it('does not take a step that began before the failure for a sign that the store is well', async () => {
    const { clock, ask, steps } = guardUnderTest()
    const slow = ask(() => new Promise((resolve) => clock.setTimeout(() => resolve('answer'), 100)))
    await ask(down)
    await clock.advance(100)
    expect(await slow).toBe('answer')
    expect(await ask(well)).toBe('shared-store-failed')
    expect(steps()).toBe(2)
  })

  it('leaves a store that can be read and no more alone for longer each time', async () => {
    const { clock, ask, pauses } = guardUnderTest()
    for (let passed = 0; passed < 60; passed++) {
      if ((await ask(well, false)) === 'answer') await ask(down)
      await clock.advance(1_000)
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000])
  })

  it('starts over at one second once the store has taken something', async () => {
    const { clock, ask, pauses } = guardUnderTest()
    await ask(down)
    await clock.advance(1_000)
    await ask(down)
    await clock.advance(2_000)
    await ask(well)
    await ask(down)
    expect(pauses).toEqual([1_000, 2_000, 1_000])
  })

  it('lets what must be tried be tried at any time, and tells nobody when it fails', async () => {
    const { clock, guard, ask, pauses } = guardUnderTest()
    await ask(down)
    expect(await guard.insist({ keyHash: 'k', run: well, writes: true })).toBe('answer')
    await expect(guard.insist({ keyHash: 'k', run: down, writes: true })).rejects.toMatchObject({
      code: 'shared-store-failed',
    })
    const hanging = guard.insist({ keyHash: 'k', run: () => new Promise(() => {}), writes: true })
    const late = expect(hanging).rejects.toMatchObject({ cause: { message: 'No answer within 500 ms.' } })
    await clock.advance(500)
    await late
    expect(pauses).toHaveLength(1)
  })
})
