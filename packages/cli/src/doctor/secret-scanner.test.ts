import { describe, expect, it } from 'vitest'
import { createSecretScanner } from './secret-scanner.ts'

const key = 'xx01234567-89ab-4cde-8f01-23456789abcd'
const base64 = (text: string) => Buffer.from(text).toString('base64')

const each = (write: (code: number) => string) => Array.from(Buffer.from(key), write).join('')
const wrapped = (text: string, border: string) => text.replaceAll(/.{10}(?=.)/g, (line) => line + border)

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
    ['escaped', each((code) => `\\u{${code.toString(16)}}`)],
    ['escaped', each((code) => `\\u{0000${code.toString(16)}}`)],
    ['escaped', JSON.stringify(each((code) => `\\x${code.toString(16).toUpperCase()}`))],
    ['escaped', each((code) => `\\${code.toString(8).padStart(3, '0')}`)],
    ['escaped', each((code) => `\\${code.toString(16)} `)],
    ['escaped', each((code) => `\\0000${code.toString(16)}`)],
    ['escaped', each((code) => `&#${code}`)],
    ['escaped', each((code) => `&#x0${code.toString(16)};`)],
    ['escaped', key.replaceAll('-', '&hyphen;')],
    ['escaped', encodeURIComponent(each((code) => `\\u00${code.toString(16)}`))],
    ['escaped', encodeURIComponent(encodeURIComponent(each((code) => `&#${code};`)))],
    ['split', `"${key.slice(0, 9)}" + '${key.slice(9)}'`],
    ['split', `${key.slice(0, 20)}\r\n  ${key.slice(20)}`],
    ['base64', wrapped(base64(`{"key":"${key}"}`), '\n')],
    ['base64', wrapped(base64(`{"key":"${key}"}`), '\r\n    ')],
    ['base64', JSON.stringify(wrapped(base64(`a${key}`), '\r\n'))],
    ['base64', JSON.stringify(JSON.stringify(wrapped(base64(`a${key}`), '\n')))],
    ['base64', wrapped(base64(`aa${key}`), '" +\n  "')],
    ['base64', base64(base64(`a${key}`))],
    ['base64', base64(`{"data":"${base64(key)}"}`)],
    ['base64', Buffer.from(`a${key}`, 'utf16le').toString('base64')],
    ['base64', encodeURIComponent(wrapped(base64(`a${key}`), '\n'))],
    [
      'hex',
      Buffer.from(key)
        .toString('hex')
        .replaceAll(/..(?=.)/g, '$&:'),
    ],
    ['hex', wrapped(Buffer.from(key).toString('hex'), '\n')],
    ['UTF-16', Buffer.from(key, 'utf16le').toString('latin1')],
    ['plain', key.replaceAll('-', '')],
    ['split', JSON.stringify([...key])],
    ['split', JSON.stringify([key.slice(0, 8), key.slice(8)])],
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

  it.each(['\\', '%25', '&#x0', '\\u{0', 'xx', '"+', ' ', '\\n', '%', '"', '\\0', '78:'])(
    'reads a text of %j in linear time',
    (unit) => {
      const scan = createSecretScanner([key])
      expect(scan(unit.repeat(300_000))).toBeUndefined()
    },
  )
})
