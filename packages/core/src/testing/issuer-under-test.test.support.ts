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

/** An issuer for users who are email addresses, on a fake clock and a fake Coveo, with every event on record. */
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
  answer(token: MintedToken): void
  fail(error: unknown): void
}

/** Makes Coveo keep its answers back: each call lands in the list, to be answered or failed by hand. */
export function holdMints(coveo: FakeCoveo): HeldMint[] {
  const held: HeldMint[] = []
  coveo.answerWith(() => new Promise((answer, fail) => held.push({ answer, fail })))
  return held
}
