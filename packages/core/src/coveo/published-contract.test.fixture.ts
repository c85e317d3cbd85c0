/** The small part of JSON Schema that the request bodies of Coveo's published contract use. */
export interface ContractSchema {
  type: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  properties?: Readonly<Record<string, ContractSchema>>
  required?: readonly string[]
  additionalProperties?: ContractSchema
  maxProperties?: number
  items?: ContractSchema
  maxItems?: number
  uniqueItems?: boolean
  enum?: readonly string[]
  pattern?: RegExp
  minimum?: number
  maximum?: number
}

const string = { type: 'string' } as const
const strings = { type: 'array', items: string } as const
const identityType = { type: 'string', enum: ['User', 'Group', 'VirtualGroup', 'Unknown'] } as const

/** `POST /rest/search/v2/token`. The contract requires every field of an identity; its own samples send two to five. */
export const searchTokenContract: ContractSchema = {
  type: 'object',
  required: ['userIds'],
  properties: {
    userIds: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'provider'],
        properties: {
          name: string,
          type: identityType,
          provider: string,
          infos: { type: 'object', additionalProperties: string },
          authCookie: string,
          password: string,
        },
      },
    },
    userDisplayName: string,
    userGroups: strings,
    canSeeUserProfileOf: strings,
    pipeline: string,
    filter: string,
    searchHub: string,
    dictionaryFieldContext: { type: 'object', additionalProperties: string },
    allowedDictionaryFieldKeys: {
      type: 'object',
      maxProperties: 100,
      additionalProperties: { type: 'array', maxItems: 100, items: { type: 'string', pattern: /^\*$/ } },
    },
    validFor: { type: 'integer', minimum: 900_000, maximum: 86_400_000 },
    commerce: { type: 'object', properties: { catalogId: string, filter: string, operation: string } },
    salesforceOrganizationId: string,
    salesforceUser: string,
    salesforceCommunityUrl: string,
    salesforceFallbackToAdmin: { type: 'boolean' },
    usertype: string,
    licenseDefinitionKey: string,
    superUserToken: string,
    scope: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  },
}

/** `POST /rest/organizations/{organizationId}/tokens`: what a caller may write, without the read-only claims. */
export const platformTokenContract: ContractSchema = {
  type: 'object',
  properties: {
    sub: string,
    body: {
      type: 'object',
      properties: {
        organizationId: string,
        privileges: {
          type: 'array',
          uniqueItems: true,
          items: {
            type: 'object',
            properties: { type: string, targetDomain: string, targetId: string, owner: string, level: string },
          },
        },
        additionalConfiguration: {
          type: 'object',
          properties: {
            search: {
              type: 'object',
              properties: {
                userIds: {
                  type: 'array',
                  uniqueItems: true,
                  items: { type: 'object', properties: { name: string, provider: string, type: identityType } },
                },
              },
            },
            analytics: {
              type: 'object',
              properties: { event: { type: 'object', properties: { userId: string, userDisplayName: string } } },
            },
          },
        },
      },
    },
  },
}

/** Where `value` breaks `schema`, as paths; an object field that the contract does not know counts as broken. */
export function breaches(value: unknown, schema: ContractSchema, path = '$'): string[] {
  if (!hasType(value, schema.type)) return [`${path} is not ${schema.type}`]
  if (typeof value === 'string') {
    const known = schema.enum?.includes(value) ?? true
    return known && (schema.pattern?.test(value) ?? true) ? [] : [`${path} is not an allowed text`]
  }
  if (typeof value === 'number') {
    return value < (schema.minimum ?? value) || value > (schema.maximum ?? value) ? [`${path} is out of range`] : []
  }
  if (Array.isArray(value)) return arrayBreaches(value, schema, path)
  return typeof value === 'object' && value !== null ? objectBreaches(value, schema, path) : []
}

function hasType(value: unknown, type: ContractSchema['type']): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

function arrayBreaches(value: unknown[], schema: ContractSchema, path: string): string[] {
  const found = value.flatMap((item, at) => (schema.items ? breaches(item, schema.items, `${path}[${at}]`) : []))
  if (value.length > (schema.maxItems ?? value.length)) found.push(`${path} has too many items`)
  const distinct = new Set(value.map((item) => JSON.stringify(item))).size
  if (schema.uniqueItems && distinct < value.length) found.push(`${path} repeats an item`)
  return found
}

function objectBreaches(value: object, schema: ContractSchema, path: string): string[] {
  const found = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`)
  if (Object.keys(value).length > (schema.maxProperties ?? 1_000)) found.push(`${path} has too many fields`)
  for (const [name, field] of Object.entries(value)) {
    const fieldSchema = schema.properties?.[name] ?? schema.additionalProperties
    found.push(...(fieldSchema ? breaches(field, fieldSchema, `${path}.${name}`) : [`${path}.${name} is unknown`]))
  }
  return found
}
