import { type EndpointUnderTest, type MountEndpoint, withEndpoint } from './endpoint-under-test.ts'
import { originCases } from './origin-cases.ts'
import { refusalCases } from './refusal-cases.ts'
import { reportCases } from './report-cases.ts'
import { tokenCases } from './token-cases.ts'

export interface ContractCase {
  name: string
  /** Rejects with a sentence when the adapter does not keep this part of the contract. */
  run(mount: MountEndpoint): Promise<void>
}

/**
 * The token endpoint's contract as cases for any test framework: `it(name, () => run(mount))`, where `mount` puts the
 * adapter under test behind a URL.
 */
export const endpointContractCases: readonly ContractCase[] = Object.entries({
  ...tokenCases,
  ...refusalCases,
  ...originCases,
  ...reportCases,
}).map(([name, check]: [string, (endpoint: EndpointUnderTest) => Promise<void>]) => ({
  name,
  run: (mount) => withEndpoint(mount, check),
}))
