import { createSingleFlight, type SingleFlight } from '../shared/single-flight.ts'
import { type WithinOptions, within } from '../shared/within.ts'
import { mintTimeoutError } from './issuer-errors.ts'
import type { ObtainedToken } from './obtained-token.ts'

/** One renewal at a time for each key. */
export interface RenewalFlights extends Pick<SingleFlight<ObtainedToken>, 'has' | 'invalidate'> {
  /** Joins the flight of this key, or starts it; again if the process was frozen meanwhile. */
  readonly run: SingleFlight<ObtainedToken>['run']
  /** Throws an error that makes `run` start again, if a renewal that began at `startedAt` took longer than its limit. */
  readonly throwIfInterrupted: (startedAt: number, cause: unknown) => void
}

/** The process was frozen or starved during a renewal, so its failure says nothing about Coveo. */
class InterruptedRenewal extends Error {}

/** A renewal that takes longer than its limit by this was interrupted: the process did not run. */
const slackMs = 1_000
/** Attempts of one caller, if the process is frozen during each of them. */
const maxAttempts = 3

/** Creates the flights of one issuer. `ms` limits one renewal, in milliseconds. */
export function createRenewalFlights({ ms, now, timers }: Required<WithinOptions>): RenewalFlights {
  const flights = createSingleFlight<ObtainedToken>({ maxAgeMs: ms, now })

  return {
    has: flights.has,
    invalidate: flights.invalidate,
    async run(key, start) {
      for (let attempt = 1; ; attempt++) {
        try {
          // A runtime that ends all work with the response leaves a flight that never settles.
          const flight = flights.run(key, start)
          if (await within(flight, { ms: ms + 2 * slackMs, timers, now })) return await flight
          if (attempt === maxAttempts) throw mintTimeoutError(ms)
        } catch (thrown) {
          if (!(thrown instanceof InterruptedRenewal)) throw thrown
          if (attempt === maxAttempts) throw thrown.cause
        }
      }
    },
    throwIfInterrupted(startedAt, cause) {
      if (now() - startedAt > ms + slackMs) throw new InterruptedRenewal(undefined, { cause })
    },
  }
}
