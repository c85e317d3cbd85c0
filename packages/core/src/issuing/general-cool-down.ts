import type { TokenKind } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { type CoolDown, generalCoolDownAfter } from './cool-down.ts'

export interface GeneralCoolDown {
  /** The cool-down, while it lasts. */
  readonly current: () => CoolDown | undefined
  /** A mint starts. The first one after the cool-down is a probe: all other keys wait for its result. */
  readonly start: () => void
  /** A mint failed. Begins a cool-down if the error says something about the API key; the longest one counts. */
  readonly fail: (error: TokenError, kind: TokenKind) => void
  /** A mint succeeded: the API key works. */
  readonly succeed: () => void
}

export interface GeneralCoolDownOptions {
  /** How long the other keys wait for a probe at most, in milliseconds. */
  probeMs: number
  now: () => number
  random: () => number
}

/** Creates the cool-down of all keys of one issuer. */
export function createGeneralCoolDown({ probeMs, now, random }: GeneralCoolDownOptions): GeneralCoolDown {
  let last: CoolDown | undefined
  let isProbing = false

  return {
    current: () => (last && now() < last.until ? last : undefined),
    start() {
      const at = now()
      if (!last || at < last.until) return
      last = { ...last, until: at + probeMs }
      isProbing = true
    },
    fail(error, kind) {
      const next = generalCoolDownAfter({ error, at: now(), last, random }, kind)
      if (!next || (!isProbing && next.until <= (last?.until ?? 0))) return
      last = next
      isProbing = false
    },
    succeed() {
      last = undefined
    },
  }
}
