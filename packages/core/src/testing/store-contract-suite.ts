import { storeLeaseCases } from './store-lease-cases.ts'
import { storeRaceCases } from './store-race-cases.ts'
import { type MountedStore, type StoreUnderTest, withStore } from './store-under-test.ts'
import { storeValueCases } from './store-value-cases.ts'

export interface StoreContractCase {
  readonly name: string
  /** Rejects with a sentence if the store breaks this part of the contract. */
  readonly run: (mount: () => Promise<MountedStore>) => Promise<void>
}

/** The contract of a `SharedStore` as cases for any test framework: `it(name, () => run(mount))`. */
export const storeContractCases: readonly StoreContractCase[] = Object.entries({
  ...storeValueCases,
  ...storeLeaseCases,
  ...storeRaceCases,
}).map(([name, check]: [string, (under: StoreUnderTest) => Promise<void>]) => ({
  name,
  run: (mount) => withStore(mount, check),
}))
