import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { encodeBase64url } from '../encoding/base64url.ts'
import type { ApiKeyConfiguration } from './api-key-configuration.ts'
import {
  type ApiKeyTemplate,
  type ApiKeyTemplateSettings,
  apiKeyTemplates,
  templatePrivileges,
} from './api-key-templates.ts'
import { type ApiKeyName, type ApiKeys, apiKeyNames } from './api-keys.ts'
import type { IpRestrictions } from './ip-restrictions.ts'
import type { Privilege } from './privilege.ts'
import { randomBytes } from './random-bytes.ts'
import { randomId } from './random-id.ts'

export interface ApiKey extends IpRestrictions {
  id: string
  value: string
  /** The name in `apiKeys` for a built-in key. */
  name?: ApiKeyName
  template: ApiKeyTemplate
  displayName: string
  description: string
  createdDate: number
  /** Milliseconds since 1970; undefined if the key does not expire. */
  expirationDate?: number | undefined
  /** Renews the key without an administrator. */
  rotationSecret: string
  additionalConfiguration?: ApiKeyConfiguration | undefined
}

export type NewApiKey = Pick<ApiKey, 'template' | 'displayName' | 'description'> &
  Partial<Pick<ApiKey, 'name' | 'value' | 'expirationDate' | 'additionalConfiguration' | keyof IpRestrictions>>

export interface ApiKeyStore {
  /** Returns the key with this value, unless it is expired or deleted. */
  find(value: string): ApiKey | undefined
  get(id: string): ApiKey | undefined
  list(): readonly ApiKey[]
  create(key: NewApiKey): ApiKey
  delete(id: string): boolean
  privilegesOf(key: ApiKey): readonly Privilege[]
  /** Deletes every key that is not built-in. */
  reset(): void
}

export interface ApiKeyStoreOptions {
  apiKeys: ApiKeys
  clock: EmulatorClock
  settings: () => ApiKeyTemplateSettings
}

/** Creates the store of API keys, with the built-in ones. */
export function createApiKeyStore({ apiKeys, clock, settings }: ApiKeyStoreOptions): ApiKeyStore {
  const byValue = new Map<string, ApiKey>()

  function create({ value = `xx${crypto.randomUUID()}`, ...key }: NewApiKey): ApiKey {
    const created: ApiKey = {
      ...key,
      value,
      id: randomId(),
      createdDate: clock.now(),
      rotationSecret: encodeBase64url(randomBytes(24)),
    }
    byValue.set(value, created)
    return created
  }

  function createBuiltIn() {
    for (const name of apiKeyNames) {
      const template = apiKeyTemplates[name]
      create({
        name,
        value: apiKeys[name],
        template,
        displayName: template.displayName,
        description: template.description,
      })
    }
  }

  const get = (id: string) => [...byValue.values()].find((key) => key.id === id)
  createBuiltIn()
  return {
    find(value) {
      const key = byValue.get(value)
      return key?.expirationDate !== undefined && key.expirationDate <= clock.now() ? undefined : key
    },
    get,
    list: () => [...byValue.values()],
    create,
    delete(id) {
      const key = get(id)
      return key !== undefined && byValue.delete(key.value)
    },
    privilegesOf: (key) => templatePrivileges(key.template, settings()),
    reset() {
      byValue.clear()
      createBuiltIn()
    },
  }
}
