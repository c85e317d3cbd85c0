import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expressionParameters, openExpressions } from '../testing/expression-parameters.test.support.ts'

/*
 * The operators of https://docs.coveo.com/en/1552 and https://docs.coveo.com/en/1814, and the functions of
 * https://docs.coveo.com/en/1462.
 */
const supported = [
  ...['gateway', '"reset a password"', '+gateway', '-sensor', 'gateway AND sensor', 'gateway OR sensor', 'NOT sensor'],
  ...['gateway NEAR sensor', 'gateway NEAR:3 sensor', '(gateway OR sensor) vpn', '<@- C++ (new) -@>', '@source'],
  ...['@source==Website', '@source==("Website","Help Center")', '@source=press', '@title*=gate*', '@source<>Website'],
  ...[
    '@year>2020',
    '@year>=2020',
    '@year<2030',
    '@year<=2030',
    '@year==2020..2030',
    '@date>today-7d',
    '@date=yesterday',
  ],
  ...['@date==2026/01/01..2026/03/31', '@date<now-2h', '@size>10KB', 'NOT @source==Website', '-@source==Website'],
]

const functions = [
  ...['q', 'qre', 'qrf', 'some', 'sort', 'correlateUsing', 'valuesOfField', 'joinValues', 'splitValues', 'quoteVar'],
  ...['weight', 'context', 'user', 'currentDate', 'anyOtherName'],
]
const calls = [
  '',
  '()',
  "(criteria:'datedescending')",
  '(keywords: $q, match: 2)',
  '(expression: @source==A, modifier: 9)',
]

/** An operator that the emulator does not evaluate, and the part of it that the error names. */
const unsupported = fc.oneof(
  fc
    .tuple(fc.constantFrom('$', '$$'), fc.constantFrom(...functions), fc.constantFrom(...calls))
    .map(([sign, name, call]) => [`${sign}${name}${call}`, '$…'] as const),
  fc.constantFrom(
    ...([
      ['@source~=website', '~='],
      ['@source%=website', '%='],
      ['@source/=web.*', '/='],
      ['@source /= web.*', '/='],
      ['[[@source] @year==2026]', '[[@field] …]'],
      ['@source==[[@source] @year==2026]', '[[@field] …]'],
      ['from:alice', 'from:'],
      ['to:"Alice Smith"', 'to:'],
      ['(gateway, sensor)', '","'],
      ['gateway NEAR/3 sensor', 'NEAR/3'],
      ['@source:Website', '":"'],
      ['@year==2020 .. 2030', '..'],
    ] as const),
  ),
)

const part = fc.constantFrom(...supported)
const joint = fc.constantFrom(' ', ' AND ', ' OR ')

/** An expression with one unsupported operator between supported ones, at any depth. */
const expression = fc
  .record({
    unsupported,
    before: fc.array(fc.tuple(part, joint), { maxLength: 3 }),
    after: fc.option(part),
    depth: fc.nat(3),
  })
  .map(({ unsupported: [text, name], before, after, depth }) => {
    const all = `${before.flat().join('')}${text}${after === null ? '' : ` ${after}`}`
    return { text: '('.repeat(depth) + all + ')'.repeat(depth), name }
  })

describe("Coveo's query syntax", () => {
  it('has supported operators, which each parameter accepts', async () => {
    const post = await openExpressions()
    for (const send of Object.values(expressionParameters)) {
      for (const text of supported) {
        const { status, message } = await send(post, text)
        expect([text, status, message]).toEqual([text, 200, ''])
      }
    }
  })

  it.each(Object.entries(expressionParameters))('has no operator that %s ignores', async (_, send) => {
    const post = await openExpressions()
    await fc.assert(
      fc.asyncProperty(expression, async ({ text, name }) => {
        const { status, message } = await send(post, text)
        expect([text, status, message]).toEqual([text, 400, expect.stringContaining(name)])
      }),
      { numRuns: 200 },
    )
  })
})
