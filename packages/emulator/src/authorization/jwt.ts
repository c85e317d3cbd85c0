import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { decodeBase64url, encodeBase64url } from '../encoding/base64url.ts'
import { decodeUtf8, encodeUtf8 } from '../encoding/utf8.ts'
import { signEd25519, verifyEd25519 } from './ed25519.ts'
import type { PlatformKey } from './signing-keys.ts'

export type JwtClaims = Record<string, unknown>

/** Encodes and signs claims with HS256. */
export function signHs256(claims: JwtClaims, secret: string): string {
  const input = `${encode({ alg: 'HS256' })}.${encode(claims)}`
  return `${input}.${hmacSha256(input, secret)}`
}

/** Encodes and signs claims with Ed25519. */
export function signEdDsa(claims: JwtClaims, { kid, secretKey }: PlatformKey): string {
  const input = `${encode({ alg: 'EdDSA', kid })}.${encode(claims)}`
  return `${input}.${encodeBase64url(signEd25519(encodeUtf8(input), secretKey))}`
}

export interface DecodedJwt {
  algorithm: unknown
  claims: JwtClaims
  /** Header and claims as signed. */
  input: string
  signature: string
}

/** Decodes a JWT without verifying it; undefined if `token` is not a JWT. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [header, payload, signature, ...rest] = token.split('.')
  if (!header || !payload || signature === undefined || rest.length > 0) return undefined
  const [{ alg, crit } = {} as JwtClaims, claims] = [decode(header), decode(payload)]
  if (!claims || crit !== undefined) return undefined
  return { algorithm: alg, claims, input: `${header}.${payload}`, signature }
}

export function verifyHs256({ algorithm, input, signature }: DecodedJwt, secret: string): boolean {
  return algorithm === 'HS256' && signature === hmacSha256(input, secret)
}

export function verifyEdDsa({ algorithm, input, signature }: DecodedJwt, publicKey: Uint8Array): boolean {
  if (algorithm !== 'EdDSA') return false
  try {
    return verifyEd25519({ message: encodeUtf8(input), signature: decodeBase64url(signature), publicKey })
  } catch {
    return false
  }
}

function hmacSha256(input: string, secret: string): string {
  return encodeBase64url(hmac(sha256, encodeUtf8(secret), encodeUtf8(input)))
}

function encode(value: object): string {
  return encodeBase64url(encodeUtf8(JSON.stringify(value)))
}

function decode(part: string): JwtClaims | undefined {
  try {
    const value: unknown = JSON.parse(decodeUtf8(decodeBase64url(part)))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JwtClaims) : undefined
  } catch {
    return undefined
  }
}
