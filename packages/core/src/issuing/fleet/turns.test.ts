import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

/** Lets promises settle. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

describe('createTurns', () => {
  it('gives two turns at a time, in the order of the calls', async () => {
    const turns = createTurns(2)
    const taken: number[] = []
    for (const caller of [1, 2, 3, 4]) void turns.take().then(() => taken.push(caller))
    await settled()
    expect(taken).toEqual([1, 2])
    turns.giveBack()
    await settled()
    expect(taken).toEqual([1, 2, 3])
    turns.giveBack()
    await settled()
    expect(taken).toEqual([1, 2, 3, 4])
  })

  it('gives a turn at once that was given back while no caller waited', async () => {
    const turns = createTurns(1)
    for (let call = 0; call < 3; call++) {
      await turns.take()
      turns.giveBack()
    }
    await turns.take()
    let isTaken = false
    void turns.take().then(() => {
      isTaken = true
    })
    await settled()
    expect(isTaken).toBe(false)
  })
})
