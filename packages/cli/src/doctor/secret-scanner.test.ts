import { describe, expect, it } from 'vitest'
import { createSecretScanner } from './secret-scanner.ts'

const key = 'xx01234567-89ab-4cde-8f01-23456789abcd'
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('createSecretScanner', () => {
  it.each([
    ['plain', `key="${key}"`],
    ['plain', key.toUpperCase()],
    ['base64', base64(key)],
    ['base64', base64(`a${key}`)],
    ['base64', base64(`{"key":"${key}"}`)],
    ['base64', Buffer.from(`??>${key}`).toString('base64url')],
    ['escaped', encodeURIComponent(`k=${key}`).replaceAll('-', '%2D')],
    ['escaped', key.replaceAll('-', '%252d')],
    ['escaped', key.replaceAll('-', '\\u002d')],
    ['escaped', JSON.stringify(key.replaceAll('-', '\\u002D'))],
    ['escaped', [...key].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('')],
    ['escaped', key.replaceAll('-', '&#45;')],
    ['escaped', key.replaceAll('-', '&#x2d;')],
    ['UTF-16', Buffer.from(key, 'utf16le').toString('latin1')],
    ['reversed', [...key].reverse().join('')],
    ['character codes', JSON.stringify([...Buffer.from(key)])],
    ['character codes', Array.from(Buffer.from(key), (code) => `0x${code.toString(16)}`).join(',\n        ')],
    ['hex', Buffer.from(key).toString('hex').toUpperCase()],
  ] as const)('finds the key written in the form %s: %s', (form, text) => {
    expect(createSecretScanner([key])(`before ${text} after`)).toBe(form)
  })

  it('finds each of several keys, and nothing in a text without one', () => {
    const scan = createSecretScanner(['xxother', key])
    expect(scan(`const a = '${key}'`)).toBe('plain')
    expect(scan(`${key.slice(0, -1)} ${base64(key.slice(3))} %78%78`)).toBeUndefined()
  })
})
