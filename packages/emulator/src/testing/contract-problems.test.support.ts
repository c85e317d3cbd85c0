import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import extract from './published-contracts.json' with { type: 'json' }

/*
 * `published-contracts.json` is an extract of Coveo's OpenAPI documents: response schemas by operation and status,
 * without descriptions.
 */
const contracts: { operations: Record<string, object>; schemas: Record<string, object> } = extract

const ajv = new Ajv2020({ strict: false, allErrors: true })
const validators = new Map<string, ValidateFunction>()

function validatorOf(operation: string): ValidateFunction {
  const existing = validators.get(operation)
  if (existing) return existing
  const created = ajv.compile({ ...contracts.operations[operation], $defs: contracts.schemas })
  validators.set(operation, created)
  return created
}

export interface ContractResponse {
  method: string
  path: string
  status: number
  json: unknown
}

/** Returns how a response violates Coveo's published schema; empty if it is valid or has no schema. */
export function contractProblems(response: ContractResponse): string[] {
  const operation = operationOf(response)
  if (!operation) return []
  const validate = validatorOf(operation)
  if (validate(response.json)) return []
  return (validate.errors ?? []).map((error) => `${operation}${error.instancePath} ${error.message}`)
}

/** Every response with a published schema: method, path and status. */
export const publishedOperations: readonly string[] = Object.keys(contracts.operations)

/** Returns the published operation of a response. */
export function operationOf({ method, path, status }: Omit<ContractResponse, 'json'>): string | undefined {
  return publishedOperations.find((operation) => pattern(operation).test(`${method} ${path} ${status}`))
}

function pattern(operation: string): RegExp {
  return new RegExp(`^${operation.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
