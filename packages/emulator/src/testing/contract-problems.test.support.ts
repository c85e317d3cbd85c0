import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import extract from './published-contracts.json' with { type: 'json' }
import { unpublishedContracts } from './unpublished-contracts.test.support.ts'

/*
 * `published-contracts.json` is an extract of Coveo's OpenAPI documents: response schemas by operation and status,
 * without descriptions.
 */
const contracts: { operations: Record<string, object>; schemas: Record<string, object> } = extract

const operations: Readonly<Record<string, object>> = { ...contracts.operations, ...unpublishedContracts }

const ajv = new Ajv2020({ strict: false, allErrors: true })
const validators = new Map<string, ValidateFunction>()

function validatorOf(operation: string): ValidateFunction {
  const existing = validators.get(operation)
  if (existing) return existing
  const created = ajv.compile({ ...operations[operation], $defs: contracts.schemas })
  validators.set(operation, created)
  return created
}

export interface ContractResponse {
  method: string
  path: string
  status: number
  text: string
}

/** Returns how a response violates the schema of its operation; empty if it is valid or has no schema. */
export function contractProblems(response: ContractResponse): string[] {
  const operation = operationOf(response)
  if (!operation) return []
  const validate = validatorOf(operation)
  if (validate(contentOf(response.text))) return []
  return (validate.errors ?? []).map((error) => `${operation}${error.instancePath} ${error.message}`)
}

/** Every response with a schema: method, path and status. */
export const knownOperations: readonly string[] = Object.keys(operations)

/** Returns the operation of a response. */
export function operationOf({ method, path, status }: Omit<ContractResponse, 'text'>): string | undefined {
  return knownOperations.find((operation) => pattern(operation).test(`${method} ${path} ${status}`))
}

function pattern(operation: string): RegExp {
  return new RegExp(`^${operation.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

/** Returns the JSON of a response, the messages of a stream, or the text. */
function contentOf(text: string): unknown {
  const messages = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json))
  if (messages.length > 0) return messages.map((message) => ({ ...message, payload: JSON.parse(message.payload) }))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
