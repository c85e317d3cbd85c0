import { describe, expect, it } from 'vitest'
import { findUnplainLanguage } from './plain-language.mjs'

function found(/** @type {string} */ path, /** @type {string} */ text) {
  return findUnplainLanguage(path, text).map(({ line, found }) => `${line}: ${found}`)
}

/** @type {Record<string, string>} */
const paths = { Markdown: 'a.md', 'a style sheet': 'a.css', 'the text of JSX': 'a.tsx' }

describe('findUnplainLanguage', () => {
  it.each([
    ['a comment', '// The page asks once.', '1: asks'],
    ['a comment after code', 'const a = 1 // Told twice.', '1: Told'],
    [
      'a docstring',
      '/** Returns the token. */\n\n/**\n * Returns a token.\n * Whoever waits gets it.\n */',
      '5: Whoever',
    ],
    ['a test name', "it('answers 401', () => {})", '1: answers'],
    ['an error sentence', 'throw new TypeError(`No ask.`)', '1: ask'],
    ['a string after one without a space', "f('x', 'It was told a thing')", '1: told'],
    ['the text of JSX', '<p className="a">It answers 401.</p>', '1: answers'],
    ['a name', 'const isNobody = true', '1: Nobody'],
    ['a style sheet', '/* a second try */\na { b: c }', '1: second try'],
    ['Markdown', '# Title\n\nThe rest of it rests.', '3: rests'],
    ['a page without a link', '/** Expires (slug 56). */', '1: slug 56'],
  ])('finds a word in %s', (where, text, expected) => {
    const path = paths[where] ?? 'a.ts'
    expect(found(path, text)).toEqual([expected])
  })

  it.each([
    ['a name in code', 'const answer = await ask()'],
    ['a string without a space', "import './answer.ts'"],
    ['the path of an API', "await fetch('https://127.0.0.1/rest/search/v2', { method: 'POST' })"],
    ['part of a longer word', '// Multitasking and lifetime, restored.'],
  ])('accepts %s', (_where, text) => {
    expect(found('a.ts', text)).toEqual([])
  })

  it('finds a first sentence of more than 20 words, up to its period', () => {
    const words = (/** @type {number} */ count) => Array(count).fill('word').join(' ')
    expect(found('a.ts', `/** ${words(21)}. */`)).toEqual(['1: 21 words'])
    expect(found('a.ts', `/**\n * ${words(10)}\n * ${words(10)}. ${words(30)}. */`)).toEqual([])
  })

  it('finds a docstring that starts with a "what" clause', () => {
    expect(found('a.ts', '/** What a key is made of. */')).toEqual(['1: What …'])
    expect(found('a.ts', '/** The key. What it holds. */')).toEqual([])
  })

  it('gives each finding the line and the words to use', () => {
    expect(findUnplainLanguage('a.md', 'One.\n\nTwo tells three.')).toEqual([
      { line: 3, found: 'tells', use: '"reports", "passes", "notifies"' },
    ])
  })
})
