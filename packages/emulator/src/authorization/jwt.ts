import { createHmac, type KeyObject, sign, verify } from 'node:crypto'

export type JwtClaims = Record<string, unknown>

/** Encodes and signs claims with HS256. */
export function signHs256(claims: JwtClaims, secret: string): string {
  const input = `${encode({ alg: 'HS256' })}.${encode(claims)}`
  return `${input}.${hmac(input, secret)}`
}

/** Encodes and signs claims with Ed25519. */
export function signEdDsa(claims: JwtClaims, { kid, privateKey }: { kid: string; privateKey: KeyObject }): string {
  const input = `${encode({ alg: 'EdDSA', kid })}.${encode(claims)}`
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
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
  return algorithm === 'HS256' && signature === hmac(input, secret)
}

export function verifyEdDsa({ algorithm, input, signature }: DecodedJwt, publicKey: KeyObject): boolean {
  return algorithm === 'EdDSA' && verify(null, Buffer.from(input), publicKey, Buffer.from(signature, 'base64url'))
}

function hmac(input: string, secret: string): string {
  return createHmac('sha256', secret).update(input).digest('base64url')
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): JwtClaims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JwtClaims) : undefined
  } catch {
    return undefined
  }
}
