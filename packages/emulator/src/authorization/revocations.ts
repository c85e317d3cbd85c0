import { fingerprintOf } from './fingerprint.ts'

export interface Revocations {
  /** Rejects this token or API key with 401 from now on. Returns its fingerprint. */
  revoke(token: string): string
  isRevoked(token: string): boolean
  readonly size: number
  clear(): void
}

export function createRevocations(): Revocations {
  const revoked = new Set<string>()
  return {
    revoke(token) {
      const fingerprint = fingerprintOf(token)
      revoked.add(fingerprint)
      return fingerprint
    },
    isRevoked: (token) => revoked.size > 0 && revoked.has(fingerprintOf(token)),
    get size() {
      return revoked.size
    },
    clear: () => revoked.clear(),
  }
}
