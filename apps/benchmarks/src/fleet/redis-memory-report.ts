import type { RedisMemory } from './redis-memory.ts'

/** Formats the measured memory of Redis as one sentence. */
export function redisMemoryReport({ users, tokenLength, perUser, resident }: RedisMemory): string {
  const count = users.toLocaleString('en-US').replaceAll(',', ' ')
  const [used, whole] = [(perUser * users) / 1e9, resident / 1e9].map((bytes) => bytes.toFixed(2))
  return `${count} users with a token of ${tokenLength} characters: ${Math.round(perUser)} B for each, ${used} GB for all, measured; the process has ${whole} GB. An issuer seals a
thousandth of the tokens, and Redis stores each under a thousand names.`
}
