import { type ApiKeys, apiKeyNameOf } from '../authorization/api-keys.ts'
import { fingerprintOf } from '../authorization/fingerprint.ts'
import type { RecordedCaller } from './request-log.ts'

/** Describes a credential for the request log, without the credential itself. */
export function describeCaller(credential: string | undefined, apiKeys: ApiKeys): RecordedCaller {
  if (!credential) return { kind: 'none' }
  const name = apiKeyNameOf(apiKeys, credential)
  const fingerprint = fingerprintOf(credential)
  if (name) return { kind: 'apiKey', name, fingerprint }
  return { kind: /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential) ? 'token' : 'unknown', fingerprint }
}
