import type { ApiKey } from './api-key-store.ts'
import type { Privilege } from './privilege.ts'

export interface ApiKeyResponseOptions {
  organizationId: string
  privileges: readonly Privilege[]
  /** The emulator's time, in milliseconds since 1970. */
  now: number
}

/** Returns an API key as responses show it, with a masked value. */
export function toApiKeyResponse(key: ApiKey, { organizationId, privileges, now }: ApiKeyResponseOptions) {
  const { id, value, template, displayName, description, createdDate, expirationDate, additionalConfiguration } = key
  const { allowedIps = [], deniedIps = [] } = key
  const expired = expirationDate !== undefined && expirationDate <= now
  return {
    id,
    tokenId: id,
    resourceId: id,
    organizationId,
    value: `xx*****${value.slice(-4)}`,
    displayName,
    description,
    privileges,
    enabled: !expired,
    status: expired ? 'EXPIRED' : 'ENABLED',
    privacyLevel: template.privacyLevel,
    ...(template.id === undefined ? {} : { apiKeyTemplateId: template.id }),
    createdDate: new Date(createdDate).toISOString(),
    ...(expirationDate === undefined ? {} : { expirationDate: new Date(expirationDate).toISOString() }),
    ...(additionalConfiguration === undefined ? {} : { additionalConfiguration }),
    allowedIps,
    deniedIps,
  }
}
