import * as z from 'zod'
import { ApiError } from '../api/api-error.ts'
import { hasSamePrefix, type IpAddress, parseIpAddress } from '../api/ip-address.ts'

const rangeSchema = z
  .string()
  .refine((text) => parseRange(text) !== undefined, 'must be an IP address or a range such as 70.32.10.0/24')

/** Addresses that may use an API key. A denied address stays denied if it is allowed too. */
export const ipRestrictionsSchema = z.strictObject({
  allowedIps: z.array(rangeSchema).optional(),
  deniedIps: z.array(rangeSchema).optional(),
})

export type IpRestrictions = z.infer<typeof ipRestrictionsSchema>

/** Throws a 403 for an address that may not use the key. */
export function requireAllowedAddress(
  { allowedIps = [], deniedIps = [] }: IpRestrictions,
  address: string | undefined,
): void {
  if (allowedIps.length === 0 && deniedIps.length === 0) return
  const denied = includes(deniedIps, address) || (allowedIps.length > 0 && !includes(allowedIps, address))
  if (!denied) return
  throw new ApiError(`The address ${address} may not use this API key.`, {
    status: 403,
    code: 'ACCESS_DENIED',
    type: 'AccessDeniedException',
  })
}

function includes(ranges: readonly string[], address = ''): boolean {
  const actual = parseIpAddress(address)
  return actual !== undefined && ranges.some((text) => isInRange(actual, parseRange(text)))
}

interface Range {
  start: IpAddress
  prefix: number
}

function isInRange(address: IpAddress, range: Range | undefined): boolean {
  return range !== undefined && hasSamePrefix(range.start, address, range.prefix)
}

/** Parses an address, or a range such as `70.32.10.0/24`. */
function parseRange(text: string): Range | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const start = parseIpAddress(address)
  if (!start || rest.length > 0) return undefined
  if (prefix === undefined) return { start, prefix: start.bits }
  // The prefix of an IPv4 address in IPv6 notation counts 96 bits more than the address has.
  const length = Number(prefix) - ((address.includes(':') ? 128 : 32) - start.bits)
  return /^\d{1,3}$/.test(prefix) && length >= 0 && length <= start.bits ? { start, prefix: length } : undefined
}
