import { newIssuer } from './issuers.ts'
import { tokenLength } from './sample-token.ts'

/**
 * Run as `node --expose-gc memory-child.js USERS MAX_ENTRIES`: issues a token to each user with one issuer, and prints its heap
 * after a tenth of the users and at the end, as JSON.
 */
const [users = 0, maxEntries = 0] = process.argv.slice(2).map(Number)

function heapBytes(): number {
  for (let run = 0; run < 3; run++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

// Compile first: the compiler's memory is not part of the measurement.
const warm = newIssuer(100)
for (let user = 0; user < 5_000; user++) await warm.issue(`warm${user}@example.com`)
await warm.close()
const before = heapBytes()
const tokens = newIssuer(maxEntries)
let earlyBytes = 0
for (let user = 0; user < users; user++) {
  if (user === users / 10) earlyBytes = heapBytes() - before
  await tokens.issue(`user${user}@example.com`)
}
const bytes = heapBytes() - before
const held = Math.min(users, maxEntries)
await tokens.issue(`user${users - 1}@example.com`)
console.log(JSON.stringify({ users, maxEntries, bytes, earlyBytes, perUser: bytes / held - tokenLength }))
