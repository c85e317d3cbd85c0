import type { SharedStore } from '../issuing/fleet/shared-store.ts'
import type { TokenIssuerOptions } from '../issuing/issuer-options.ts'
import type { SteppedClock } from './stepped-clock.test.support.ts'

export type User = 'a' | 'b'
export const users: readonly User[] = ['a', 'b']
export const instances: readonly number[] = [0, 1, 2]

/**
 * `step` lets the oldest pending call of an instance end, of the store or of Coveo; `lose` loses the response. After `stall` the calls of
 * the store wait for longer than the instance does, and end after `mend`.
 */
export type WorldEvent =
  | { readonly do: 'issue' | 'invalidate' | 'report'; readonly by: number; readonly user: User }
  | { readonly do: 'step' | 'lose' | 'stall'; readonly by: number }
  | { readonly do: 'tick' | 'freeze' | 'down' | 'back' | 'mend' }

export interface World {
  readonly run: (event: WorldEvent) => Promise<void>
  /** Lets every call end and time pass, so that every caller has its result; then every instance issues once more. */
  readonly finish: () => Promise<void>
  readonly faults: readonly string[]
  readonly canStep: (by: number) => boolean
  readonly isStalled: () => boolean
  readonly hasTimers: () => boolean
  readonly isWaiting: (by: number, user: User) => boolean
  /** Whether this instance has a token of this user in memory. */
  readonly holds: (by: number, user: User) => boolean
  /** The visible state, as a function that describes it in terms of an order of instances and users. */
  readonly snapshot: () => (order: Order) => string
}

export interface Order {
  readonly instances: readonly number[]
  readonly users: readonly User[]
}

export interface WorldOptions {
  /** The name of each user in the store. */
  readonly names: ReadonlyMap<string, User>
  /** Plants a fault in the store. */
  readonly change?: ((store: SharedStore) => Partial<SharedStore>) | undefined
  /** Plants a fault in every issuer. */
  readonly issuerOptions?: ((clock: SteppedClock) => Partial<TokenIssuerOptions<User>>) | undefined
}
