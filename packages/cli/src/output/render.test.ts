import { describe, expect, it } from 'vitest'
import { renderBlocks } from './render-blocks.ts'
import { renderJson } from './render-json.ts'
import { createStyle } from './style.ts'

const key = 'xx01234567-89ab-4cde-8f01-23456789abcd'
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJvcmdhbml6YXRpb24iOiJhY21lIn0.c2lnbmF0dXJl'
const plain = createStyle({ colours: false })

describe('renderBlocks', () => {
  it('redacts every cell and heading', () => {
    const out = renderBlocks(
      [
        {
          heading: key,
          rows: [
            ['a', key],
            [{ text: jwt, tone: 'good' }, `Bearer abc`],
          ],
        },
      ],
      plain,
    )
    expect(out).not.toMatch(/01234567|eyJ|abc/)
    expect(out.match(/\[redacted\]/g)).toHaveLength(4)
  })

  it('aligns the columns, and indents the wrapped lines of the last one', () => {
    const rows = [
      ['pass', 'clock', 'one two three four five six seven eight nine'],
      ['warn', 'a longer name', 'short'],
    ]
    expect(renderBlocks([{ rows }], createStyle({ columns: 56, colours: false }))).toBe(
      [
        '  pass  clock          one two three four five six seven',
        '                       eight nine',
        '  warn  a longer name  short',
        '',
      ].join('\n'),
    )
  })
})

describe('renderJson', () => {
  it('escapes what could control the terminal, so that its values stay as they are', () => {
    const json = { name: 'a\u009b2Jb\u202etxt.exe\u2028\u001b[31m\nc\u007f' }
    const out = renderJson({ json })
    expect(out).toMatch(/^\{\n {2}"name": "a\\u009b2Jb\\u202etxt\.exe\\u2028\\u001b\[31m\\nc\\u007f"\n\}\n$/)
    expect(JSON.parse(out)).toEqual(json)
  })

  it('redacts everything but the token that was requested', () => {
    const out = renderJson({ json: { apiKey: 'secret', detail: `key ${key}` }, token: jwt })
    expect(JSON.parse(out)).toEqual({ apiKey: '[redacted]', detail: 'key [redacted]', token: jwt })
  })
})
