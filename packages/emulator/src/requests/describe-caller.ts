import type { ApiKeyStore } from '../authorization/api-key-store.ts'
import { fingerprintOf } from '../authorization/fingerprint.ts'
import type { RecordedCaller } from './request-log.ts'

/** Describes a credential for the request log, without the credential itself. */
export function describeCaller(credential: string | undefined, apiKeys: ApiKeyStore): RecordedCaller {
  if (!credential) return { kind: 'none' }
  const key = apiKeys.find(credential)
  const fingerprint = fingerprintOf(credential)
  if (key) return { kind: 'apiKey', name: key.name ?? key.displayName, fingerprint }
  return { kind: /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential) ? 'token' : 'unknown', fingerprint }
}
