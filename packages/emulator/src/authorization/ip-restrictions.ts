import { BlockList, isIP } from 'node:net'
import * as z from 'zod'
import { ApiError } from '../api/api-error.ts'

const rangeSchema = z.string().refine(isRange, 'must be an IP address or a range such as 70.32.10.0/24')

/** Addresses that may use an API key. A denied address stays denied if it is allowed too. */
export const ipRestrictionsSchema = z.object({
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
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (isIP(plain) === 0) return false
  const list = new BlockList()
  for (const range of ranges) {
    const [start = '', prefix] = range.split('/')
    list.addSubnet(start, Number(prefix ?? maxPrefix(start)), familyOf(start))
  }
  return list.check(plain, familyOf(plain))
}

function isRange(text: string): boolean {
  const [start = '', prefix, ...rest] = text.split('/')
  if (isIP(start) === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= maxPrefix(start))
}

function maxPrefix(address: string): number {
  return isIP(address) === 6 ? 128 : 32
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
