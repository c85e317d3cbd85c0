import { markdownTable } from './markdown-table.ts'
import type { MemoryUse } from './memory.ts'
import type { ReadingTime } from './reading-time.ts'

export interface Figures {
  inTurn: readonly ReadingTime[]
  atRandom: readonly ReadingTime[]
  memory: readonly MemoryUse[]
  /** A million users through an issuer that keeps 10 000. */
  bounded: MemoryUse
}

/** The sections on the issuer, in Markdown. */
export function issuerReport({ inTurn, atRandom, memory, bounded }: Figures): string {
  return `## An answer from memory

${timeTable(inTurn, atRandom)}

Median time of one read, awaited where the read gives a promise; in brackets the best. "In turn" asks for the users one
after the other, "at random" in an order that defeats the processor's caches, as real traffic does. \`issue()\` and \`peek()\`
include the call of \`grant\` (\`searchGrant\` with one identity and a hub) and the building of the cache key. "issue() is …"
compares the medians, in turn and at random. The last two hold a single token and
build no key. Every contender is the published package with a stub in place of its network. Five rounds each, in
alternation; the figures are those of the round that the rest of the machine disturbed least.

## Memory

${memoryTable(memory)}

Heap beyond the characters of the token, after garbage collection, each row in a process of its own: the key, the identity's
name, the answer object, the cache's own books.

A million users through an issuer that keeps ${count(bounded.maxEntries)}: ${megabytes(bounded.earlyBytes)} after the first ${count(bounded.users / 10)},
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
  return markdownTable(['cached users', 'per user, beyond the token', 'in all'], rows)
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
