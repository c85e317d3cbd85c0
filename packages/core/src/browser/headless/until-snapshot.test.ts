import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endpoint, make, pass, startTime, stopTime } from '../fake-endpoint.test.support.ts'
import { untilSnapshot } from './until-snapshot.ts'

describe('untilSnapshot', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('resolves with the first snapshot that matches, not with a later one', async () => {
    const source = make(endpoint())
    const matched = untilSnapshot(source, { matches: ({ status }) => status === 'ready' })
    source.subscribe(() => {
      if (source.getSnapshot().status === 'ready') source.signOut()
    })
    await pass(1_000)
    expect(source.getSnapshot().status).toBe('signed-out')
    expect(await matched).toMatchObject({ status: 'ready', fingerprint: 'f1' })
  })

  it('resolves with the current snapshot after the limit', async () => {
    const source = make(endpoint(() => new Promise<Response>(() => {})))
    const late = untilSnapshot(source, { matches: () => false, maxMs: 1_000 })
    await pass(1_000)
    expect(await late).toMatchObject({ status: 'loading' })
  })
})
