export { type ContractCase, endpointContractCases } from './testing/endpoint-contract-suite.ts'
export type { EndpointSetup, MountEndpoint, MountedEndpoint } from './testing/endpoint-under-test.ts'
