import type { CachedToken } from '../cached-token.ts'
import type { MintOrder } from '../mint-order.ts'
import type { ObtainedToken } from '../obtained-token.ts'
import type { FleetRevocation } from './fleet-revocation.ts'

/** Whether the caller accepts a shared token. */
export type Accepts = (token: CachedToken) => boolean

/** This instance's side of the shared store. */
export interface Fleet extends FleetRevocation {
  /** Returns an accepted token of another instance, or mints one and shares it. */
  readonly obtain: (order: MintOrder, accepts: Accepts) => Promise<ObtainedToken>
  /** Returns the shared token if it is accepted. Undefined where the store fails. */
  readonly find: (order: MintOrder, accepts: Accepts) => Promise<CachedToken | undefined>
  /** Ends the subscription. Resolves once no other instance waits for this one. */
  readonly close: () => Promise<void>
}
