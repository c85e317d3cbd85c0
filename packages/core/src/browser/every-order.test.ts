import { describe, it } from 'vitest'
import { SmallWorld, type WorldOptions } from './small-world.test.support.ts'

interface Walk {
  readonly states: number
  readonly orders: number
  readonly breaches: Map<string, readonly string[]>
}

/** Walks through every order of up to `depth` events, each state once. */
async function walk(options: WorldOptions, depth: number, isEnough: (breaches: Walk['breaches']) => boolean): Promise<Walk> {
  const seen = new Set<string>()
  const breaches = new Map<string, readonly string[]>()
  let orders = 0
  let frontier: string[][] = [[]]
  for (let length = 0; length <= depth; length++) {
    const next: string[][] = []
    for (const path of frontier) {
      orders++
      const world = new SmallWorld(options)
      for (const event of path) await world.apply(event)
      const state = world.state()
      if (!seen.has(state)) {
        seen.add(state)
        for (const event of world.events()) next.push([...path, event])
        await world.drain()
        for (const breach of world.breaches) if (!breaches.has(breach)) breaches.set(breach, path)
      }
      await world.close()
      if (isEnough(breaches)) return { states: seen.size, orders, breaches }
    }
    process.stdout.write(`${length} ${frontier.length} ${seen.size}\n`)
    frontier = next
  }
  return { states: seen.size, orders, breaches }
}

describe('every order of events', () => {
  it.each([undefined, 'alice'])('session %s', async (session) => {
    SmallWorld.stubPage()
    const started = performance.now()
    const { states, orders, breaches } = await walk({ session }, Number(process.env.DEPTH ?? 4), () => false)
    process.stdout.write(JSON.stringify({ session, states, orders, ms: performance.now() - started, breaches: [...breaches] }, null, 1))
  })
})
