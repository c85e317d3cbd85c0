import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasSamePrefix, parseIpAddress } from './ip-address.ts'

const malformed = [
  '',
  '1',
  '1.2.3',
  '1.2.3.4.',
  '01.2.3.4',
  '256.1.1.1',
  ':',
  ':::',
  '1::2::3',
  '12345::',
  'g::',
  '1:2:3',
  '::1%',
  '::1%a%b',
]
const ipv6 = [
  '::',
  '::1',
  '1::',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7::',
  '::ffff:1.2.3.4',
  '64:ff9b::1.2.3.4',
  'fe80::1%eth0',
]

describe('parseIpAddress', () => {
  it.each([...malformed, ...ipv6, '0.0.0.0', '255.255.255.255', '1:2:3:4:5:6:7:8:9', '1.2.3.4::', '1:2:3:4:5:6:7::8'])(
    'accepts %j exactly if Node.js does',
    (text) => expect(parseIpAddress(text) !== undefined).toBe(isIP(text) !== 0),
  )

  it('accepts every address that Node.js accepts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom(...'0a1:.') })), (text) => {
        expect(parseIpAddress(text) !== undefined).toBe(isIP(text) !== 0)
      }),
    )
  })

  it('reads an IPv4 address in IPv6 notation as the IPv4 address', () => {
    expect(parseIpAddress('::ffff:10.0.0.1')).toEqual(parseIpAddress('10.0.0.1'))
    expect(parseIpAddress('::ffff:a00:1')).toEqual(parseIpAddress('10.0.0.1'))
  })
})

describe('hasSamePrefix', () => {
  it('compares as the block list of Node.js does', () => {
    const address = fc.tuple(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }))
    fc.assert(
      fc.property(address, ([one, other, prefix]) => {
        const list = new BlockList()
        list.addSubnet(one, prefix, 'ipv4')
        const [left, right] = [parseIpAddress(one), parseIpAddress(other)]
        expect(left && right && hasSamePrefix(left, right, prefix)).toBe(list.check(other, 'ipv4'))
      }),
    )
  })

  it('is false for addresses of two families', () => {
    const [left, right] = [parseIpAddress('0.0.0.1'), parseIpAddress('::1')]
    expect(left && right && hasSamePrefix(left, right, 0)).toBe(false)
  })
})
