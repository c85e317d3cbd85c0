import { describe, expect, it } from 'vitest'
import { createEndpointError } from './errors/endpoint-error.ts'
import { createRequestSchedule } from './request-schedule.ts'

const failedWith = (status: number, retryAfterMs?: number) =>
  createEndpointError('endpoint-failed', { response: new Response('', { status }), retryAfterMs })

describe('createRequestSchedule', () => {
  it('pauses for five seconds after a 401, and retries by itself minutes later', () => {
    const schedule = createRequestSchedule(() => 0)
    schedule.failed(createEndpointError('not-authenticated'), 1_000)
    expect(schedule).toMatchObject({ earliestAt: 6_000, requiredAt: 1_000, dueAt: 121_000 })
  })

  it.each([
    [0, 120_000],
    [0.5, 210_000],
    [1, 300_000],
  ])('spreads the retries of an endpoint that is wrong: with %d, after %i ms', (random, dueAt) => {
    const schedule = createRequestSchedule(() => random)
    schedule.failed(failedWith(404), 0)
    expect(schedule.dueAt).toBe(dueAt)
  })

  it('obeys `Retry-After` in every pause', () => {
    for (const status of [404, 503]) {
      const schedule = createRequestSchedule(() => 0)
      schedule.failed(failedWith(status, 600_000), 0)
      expect(schedule).toMatchObject({ earliestAt: 600_000, requiredAt: 600_000, dueAt: 600_000 })
    }
  })

  it('forgets all failures after a success', () => {
    const schedule = createRequestSchedule(() => 1)
    for (let failure = 0; failure < 3; failure++) schedule.failed(failedWith(503), 0)
    expect(schedule.dueAt).toBe(4_000)
    schedule.succeeded()
    expect(schedule).toMatchObject({ earliestAt: 0, requiredAt: 0, dueAt: 0 })
    schedule.failed(failedWith(503), 0)
    expect(schedule.dueAt).toBe(1_000)
  })

  it('closes for a minute at the fifth renewal within a minute, and counts anew then', () => {
    const schedule = createRequestSchedule(() => 0)
    for (let renewal = 0; renewal < 4; renewal++) schedule.started(0)
    expect(schedule.closedUntil).toBe(0)
    // Four of them are a minute old.
    schedule.started(60_000)
    expect(schedule.closedUntil).toBe(0)
    for (let renewal = 0; renewal < 4; renewal++) schedule.started(60_001)
    expect(schedule.closedUntil).toBe(120_001)
    for (let renewal = 0; renewal < 4; renewal++) schedule.started(60_002)
    expect(schedule.closedUntil).toBe(120_001)
    schedule.started(60_002)
    expect(schedule.closedUntil).toBe(120_002)
  })
})
