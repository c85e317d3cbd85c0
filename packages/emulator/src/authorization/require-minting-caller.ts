import { ApiError } from '../api/api-error.ts'
import type { Principal } from './authenticator.ts'

export interface MintingSettings {
  /** Lifetime of every new token in milliseconds. Default: the lifetime of the request. */
  tokenLifeMs: number | null
  /** Whether a platform token that holds IMPERSONATE may create further tokens. Default false. */
  platformTokensMayMint: boolean
}

/** Throws a 403 for tokens: a token that reached a browser must not create tokens for other users. */
export function requireMintingCaller({ kind }: Principal, { platformTokensMayMint }: MintingSettings): void {
  if (kind === 'apiKey' || kind === 'oauthToken' || (kind === 'platformToken' && platformTokensMayMint)) return
  throw new ApiError('Only an API key may create tokens.', {
    status: 403,
    code: 'FORBIDDEN',
    type: 'AccessDeniedException',
  })
}
