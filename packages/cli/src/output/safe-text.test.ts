import { describe, expect, it } from 'vitest'
import { safeText } from './safe-text.ts'

describe('safeText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['one\r\ntwo\u2028three', 'one two three'],
    ['a\u202Etxt.exe\u202C b', 'a txt.exe  b'],
    ['a\u2066b\u2069\u200fc', 'a b c'],
  ])('prints %j as %j', (text, safe) => {
    expect(safeText(text)).toBe(safe)
  })
})
