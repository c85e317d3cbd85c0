import { describe, expect, it } from 'vitest'
import { isPlainText } from './plain-text.ts'

describe('isPlainText', () => {
  it.each(['acme', 'nullable', 'undefined-1', 'a.b.c', '!', '~', 'xx590a182', 'XX590a182c-'])('accepts %j', (text) => {
    expect(isPlainText(text)).toBe(true)
  })

  it.each([
    '',
    'null',
    'undefined',
    'two words',
    'a"b',
    'a\\b',
    'ä',
    'a\n',
    'xx590a182c-5045',
    7,
    null,
    undefined,
    ['acme'],
  ])('refuses %j', (value) => {
    expect(isPlainText(value)).toBe(false)
  })
})
