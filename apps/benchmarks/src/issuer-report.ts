import { markdownTable } from './markdown-table.ts'
import type { MemoryUse } from './memory.ts'
import type { ReadingTime } from './reading-time.ts'

export interface Figures {
  inTurn: readonly ReadingTime[]
  atRandom: readonly ReadingTime[]
  memory: readonly MemoryUse[]
  /** A million users with an issuer that keeps 10 000 tokens. */
  bounded: MemoryUse
}

/** Formats the sections on the issuer as Markdown. */
export function issuerReport({ inTurn, atRandom, memory, bounded }: Figures): string {
  return `## A token from memory

${timeTable(inTurn, atRandom)}

Median time of one read, awaited if the read returns a promise; in brackets the best time. "In turn" reads the users one after
the other, "at random" in an order that defeats the processor's caches, as real traffic does. \`issue()\` and \`peek()\`
include the call of \`grant\` (\`searchGrant\` with one identity and a hub) and the cache key. "issue() is …" compares the
medians, in turn and at random. The last two contenders hold a single token and build no key. Every contender is the
published package with a stub for its network. There are five alternating rounds for each; the figures are from the
round with the least disturbance.

## Memory

${memoryTable(memory)}

Heap without the characters of the token, after garbage collection, each row in its own process: the key, the identity's
name, the token object, the cache's own structures.

A million users with an issuer that keeps ${count(bounded.maxEntries)}: ${megabytes(bounded.earlyBytes)} after the first ${count(bounded.users / 10)},
${megabytes(bounded.bytes)} after all of them.
`
}

function timeTable(inTurn: readonly ReadingTime[], atRandom: readonly ReadingTime[]): string {
  const rows = inTurn.map((time, row) => {
    const random = atRandom[row]
    return [
      time.name,
      count(time.keys),
      nanoseconds(time),
      random ? nanoseconds(random) : '',
      row === 0 ? '' : [ratio(time, inTurn[0]), random && ratio(random, atRandom[0])].join(', '),
    ]
  })
  return markdownTable(['read', 'tokens', 'in turn', 'at random', 'issue() is'], rows)
}

function memoryTable(memory: readonly MemoryUse[]): string {
  const rows = memory.map(({ users, bytes, perUser }) => [count(users), `${Math.round(perUser)} B`, megabytes(bytes)])
  return markdownTable(['cached users', 'per user, without the token', 'total'], rows)
}

function nanoseconds({ medianNs, bestNs }: ReadingTime): string {
  return `${Math.round(medianNs)} ns (${Math.round(bestNs)})`
}

function ratio(time: ReadingTime, own: ReadingTime | undefined): string {
  const times = time.medianNs / (own?.medianNs ?? Number.NaN)
  return times >= 1 ? `${times.toFixed(1)} × faster` : `${(1 / times).toFixed(1)} × slower`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function count(value: number): string {
  return value.toLocaleString('en').replaceAll(',', ' ')
}
