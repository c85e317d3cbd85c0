/** An IP address as a number. */
export interface IpAddress {
  bits: 32 | 128
  value: bigint
}

const mappedPrefix = 0xffffn

/** Parses an IPv4 or IPv6 address; undefined for any other text. An IPv4 address in IPv6 notation is an IPv4 address. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const dotted = parseDotted(text)
  if (dotted !== undefined) return { bits: 32, value: dotted }
  const groups = groupsOf(text.replace(/%[\da-z.:-]+$/i, ''))
  if (!groups) return undefined
  const value = groups.reduce((sum, group) => (sum << 16n) | group, 0n)
  return value >> 32n === mappedPrefix ? { bits: 32, value: value & 0xffff_ffffn } : { bits: 128, value }
}

/** Whether two addresses have the same first `prefix` bits. */
export function hasSamePrefix(left: IpAddress, right: IpAddress, prefix: number): boolean {
  const rest = BigInt(left.bits - prefix)
  return left.bits === right.bits && left.value >> rest === right.value >> rest
}

function parseDotted(text: string): bigint | undefined {
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(text)) return undefined
  const parts = text.split('.').map(BigInt)
  return parts.every((part) => part < 256n) ? parts.reduce((sum, part) => (sum << 8n) | part, 0n) : undefined
}

/** Returns the eight groups of an IPv6 address. */
function groupsOf(text: string): bigint[] | undefined {
  const [head = '', tail, ...rest] = text.split('::')
  if (rest.length > 0) return undefined
  const before = listOf(head, { isEnd: tail === undefined })
  const after = listOf(tail ?? '', { isEnd: true })
  if (!before || !after) return undefined
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  return [...before, ...new Array<bigint>(missing).fill(0n), ...after]
}

/** Parses groups between colons. At the end of an address, the last one can be an IPv4 address, which fills two. */
function listOf(text: string, { isEnd }: { isEnd: boolean }): bigint[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups: bigint[] = []
  for (const [at, part] of parts.entries()) {
    const dotted = isEnd && at === parts.length - 1 ? parseDotted(part) : undefined
    if (dotted !== undefined) groups.push(dotted >> 16n, dotted & 0xffffn)
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`))
    else return undefined
  }
  return groups
}
