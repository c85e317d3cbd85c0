export { type ContractCase, endpointContractCases } from './testing/endpoint-contract-suite.ts'
export {
  type EndpointSetup,
  type EndpointUnderTest,
  type MountEndpoint,
  type MountedEndpoint,
  withEndpoint,
} from './testing/endpoint-under-test.ts'
export { createFakeClock, type FakeClock, type FakeClockOptions } from './testing/fake-clock.ts'
export {
  createFakeCoveo,
  type FakeCoveo,
  type FakeCoveoOptions,
  type FakeMint,
  fakeToken,
} from './testing/fake-coveo.ts'
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './testing/memory-store.ts'
export { type StoreContractCase, storeContractCases } from './testing/store-contract-suite.ts'
export type { MountedStore, StoreUnderTest } from './testing/store-under-test.ts'
export { createTestTokenSource, type TestTokenSource, type TestTokenState } from './testing/test-token-source.ts'
