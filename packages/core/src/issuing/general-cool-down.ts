import type { TokenKind } from '../shared/endpoint-contract.ts'
import { ignore } from '../shared/ignore.ts'
import type { TokenError } from '../shared/token-error.ts'
import { type CoolDown, generalCoolDownAfter } from './cool-down.ts'

export interface GeneralCoolDown {
  /** The cool-down, while it lasts. */
  readonly current: () => CoolDown | undefined
  /**
   * A mint starts. The first one after the cool-down is a probe: all other keys wait for its result. Returns a function to call
   * when the mint has ended: if a probe showed nothing about the API key, the next mint is one.
   */
  readonly start: () => () => void
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
  /** The latest one that a probe prolonged. */
  let probing: CoolDown | undefined

  return {
    current: () => (last && now() < last.until ? last : undefined),
    start() {
      const at = now()
      if (!last || at < last.until) return ignore
      const probe = { ...last, until: at + probeMs }
      last = probing = probe
      return () => {
        if (last === probe) last = { ...probe, until: now() }
      }
    },
    fail(error, kind) {
      const next = generalCoolDownAfter({ error, at: now(), last, random }, kind)
      if (!next || (last !== probing && next.until <= (last?.until ?? 0))) return
      last = next
    },
    succeed() {
      last = undefined
    },
  }
}
