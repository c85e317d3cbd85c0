import { setTimeout as pause } from 'node:timers/promises'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { createRandom } from '../random.ts'
import { startChild } from '../start-child.ts'
import { checkToken, type SoakCounts } from './soak-check.ts'
import { soakFaults } from './soak-faults.ts'

export interface SoakFigures {
  readonly seconds: number
  readonly counts: SoakCounts
  /** Faults that the emulator applied, by name. */
  readonly faults: Record<string, number>
  /** Heap of the app in bytes, after a third of the time and at the end. */
  readonly earlyBytes: number
  readonly lateBytes: number
}

/** `crossed`: the app confuses two users. `dead`: its tokens expire early, because Coveo's clock is set forward. */
export type PlantedFault = 'crossed' | 'dead'

const users = 400
const connections = 16
/** Responses before the clock is set forward, and then as many again: on a slow machine too. */
const plantedAfter = 100
/** More than the lifetime of a token. */
const plantedAdvanceMs = 2 * 3_600_000
/** A search with every so many tokens. */
const searchEvery = 20

/** Requests tokens from an Express app while its Coveo misbehaves, and uses some of them. A planted fault must show in the counts. */
export async function soak(seconds: number, planted?: PlantedFault): Promise<SoakFigures> {
  const coveo = await startEmulator()
  const settings = [coveo.url, coveo.organizationId, coveo.apiKeys.authenticatedSearch, planted ?? '']
  const app = await startChild('soak/soak-child.js', settings, ['--expose-gc'])
  const counts: SoakCounts = {
    responses: 0,
    tokens: 0,
    refusals: {},
    crossed: 0,
    dead: 0,
    nonsense: 0,
    searches: 0,
    refusedSearches: 0,
  }
  const faults: Record<string, number> = {}
  const endsAt = Date.now() + seconds * 1_000
  const random = createRandom(1)
  const isOver = () => Date.now() >= endsAt && (!planted || counts.responses >= 2 * plantedAfter)

  async function misbehave(): Promise<void> {
    while (!isOver()) {
      const [name, fault] = soakFaults[random(soakFaults.length)] ?? ['', {}]
      coveo.faults.clear()
      const { id } = coveo.faults.add({ ...fault, route: 'searchToken', times: 'always', skip: random(10) })
      await pause(200)
      faults[name] = (faults[name] ?? 0) + (coveo.faults.list().find((active) => active.id === id)?.struck ?? 0)
      coveo.faults.clear()
      // Long enough for the cool-down after a failure to end.
      await pause(random(1_500))
    }
  }

  async function requestTokens(): Promise<void> {
    while (!isOver()) {
      const user = `user${random(users)}@example.com`
      const response = await fetch(String(app.message), { headers: { 'x-user': user } })
      const body = (await response.json()) as { token?: string }
      counts.responses++
      if (planted === 'dead' && counts.responses === plantedAfter) coveo.clock.advance(plantedAdvanceMs)
      if (response.status !== 200) counts.refusals[response.status] = (counts.refusals[response.status] ?? 0) + 1
      else {
        const { token = '' } = body
        checkToken(counts, { token, user, now: coveo.clock.now() })
        if (counts.tokens % searchEvery === 0) await search(coveo, { token, counts })
      }
    }
  }

  const all = Promise.all([misbehave(), ...Array.from({ length: connections }, requestTokens)])
  await pause((seconds * 1_000) / 3)
  const earlyBytes = await app.request<number>('heap')
  await all
  const lateBytes = await app.request<number>('heap')
  app.stop()
  await coveo.stop()
  return { seconds, counts, faults, earlyBytes, lateBytes }
}

async function search(coveo: Emulator, { token, counts }: { token: string; counts: SoakCounts }): Promise<void> {
  const { status } = await fetch(`${coveo.url}/rest/search/v2?organizationId=${coveo.organizationId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ q: '', numberOfResults: 1 }),
  })
  counts.searches++
  if (status !== 200) counts.refusedSearches++
}
