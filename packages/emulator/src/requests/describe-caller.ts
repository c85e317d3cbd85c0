import type { ApiKeyStore } from '../authorization/api-key-store.ts'
import type { RecordedCaller } from './request-log.ts'

export interface DescribeCallerOptions {
  apiKeys: ApiKeyStore
  fingerprint: (credential: string) => string
}

/** Describes a credential for the request log, without the credential itself. */
export function describeCaller(
  credential: string | undefined,
  { apiKeys, fingerprint }: DescribeCallerOptions,
): RecordedCaller {
  if (!credential) return { kind: 'none' }
  const key = apiKeys.find(credential)
  if (key) return { kind: 'apiKey', name: key.name ?? key.displayName, fingerprint: fingerprint(credential) }
  const isToken = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential)
  return { kind: isToken ? 'token' : 'unknown', fingerprint: fingerprint(credential) }
}
