import type { MintedToken } from '../coveo/minted-token.ts'
import { emailIdentity, searchGrant } from '../issuing/grant.ts'
import type { TokenIssuerOptions } from '../issuing/issuer-options.ts'
import type { TokenEvent } from '../issuing/token-event.ts'
import { createTokenIssuer } from '../issuing/token-issuer.ts'
import type { TokenIssuer } from '../issuing/token-issuer-contract.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeCoveo, type FakeCoveo } from './fake-coveo.ts'

export interface IssuerUnderTest {
  readonly tokens: TokenIssuer<string>
  readonly clock: FakeClock
  readonly coveo: FakeCoveo
  readonly events: TokenEvent[]
}

/** Creates an issuer for users that are email addresses, on a fake clock and a fake Coveo. It records every event. */
export function issuerUnderTest(options: Partial<TokenIssuerOptions<string>> = {}): IssuerUnderTest {
  const clock = createFakeClock()
  const coveo = createFakeCoveo()
  const events: TokenEvent[] = []
  const tokens = createTokenIssuer<string>({
    coveo,
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
    now: clock.now,
    timers: clock,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { tokens, clock, coveo, events }
}

export interface HeldMint {
  readonly resolve: (token: MintedToken) => void
  readonly reject: (error: unknown) => void
}

/** Holds every mint back: each call lands in the list, to be settled by the test. */
export function holdMints(coveo: FakeCoveo): HeldMint[] {
  const held: HeldMint[] = []
  coveo.respondWith(() => new Promise((resolve, reject) => held.push({ resolve, reject })))
  return held
}
