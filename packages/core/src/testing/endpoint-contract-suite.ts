import { type EndpointUnderTest, type MountEndpoint, withEndpoint } from './endpoint-under-test.ts'
import { guestCases } from './guest-cases.ts'
import { originCases } from './origin-cases.ts'
import { refusalCases } from './refusal-cases.ts'
import { reportCases } from './report-cases.ts'
import { tokenCases } from './token-cases.ts'
import { variantCases } from './variant-cases.ts'

export interface ContractCase {
  readonly name: string
  /** Rejects with an error that names the broken part of the contract. */
  readonly run: (mount: MountEndpoint) => Promise<void>
}

/**
 * The token endpoint's contract as cases for any test framework: `it(name, () => run(mount))`, where `mount` mounts
 * the adapter under test at a URL.
 */
export const endpointContractCases: readonly ContractCase[] = Object.entries({
  ...tokenCases,
  ...refusalCases,
  ...originCases,
  ...reportCases,
  ...variantCases,
  ...guestCases,
}).map(([name, check]: [string, (endpoint: EndpointUnderTest) => Promise<void>]) => ({
  name,
  run: (mount) => withEndpoint(mount, check),
}))
