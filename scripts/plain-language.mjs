/** @typedef {{ line: number, found: string, use: string }} Problem */

/** Words with no place in names either: found anywhere in a file. @type {[pattern: RegExp, use: string][]} */
const everywhere = [
  [
    /who(?:m|so)?ever|nobody|(?:some|any|every)body|\b(?:some|any|every)one\b/gi,
    'a named role: caller, listener, tab, user',
  ],
  [/forgiv(?:e|es|en|ing)\b/gi, '"reset" or "clear"'],
  [/setbacks?/gi, '"cool-down"'],
  [/\bslug \d+/gi, 'a link: @see https://docs.coveo.com/en/56'],
]

/** Words that may be names, but not prose: found in comments, sentences in quotes and Markdown. @type {typeof everywhere} */
const inProse = [
  [/\b(?:one|those|all) who\b|\bwho (?:asks|waits|calls)\b/gi, 'a named role: caller, listener, tab, user'],
  [/\b(?:he|him|his)\b/gi, 'a named role, or "they"'],
  [/\banswer(?:s|ed|ing)?\b/gi, '"response" or "responds", "returns", "resolves"'],
  [/\bask(?:s|ed|ing)?\b|\bquestions?\b/gi, '"request" or "calls", "sends", "reads"'],
  [/\b(?:hears?|heard)\b/gi, '"receives", "is called with"'],
  [/\b(?:tells?|told)\b/gi, '"reports", "passes", "notifies"'],
  [/\b(?:stands|stood|standing)\b/gi, '"is", "remains"'],
  [/\bserve[sd]\b/gi, '"returns", "sends"'],
  [/\b(?:rests|rested|resting)\b/gi, '"cools down"'],
  [/\b(?:a|one|each|every|first|second|third|last|next|another|more|two|three|\d+) (?:try|tries)\b/gi, '"attempt"'],
  [/\blife\b/gi, '"lifetime"'],
  [/\bwhatever\b/gi, 'a noun: "errors", "values"'],
  [/\b(?:goes by|takes in|in vain|all the same)\b/gi, 'plain words'],
]

/** Comments and string literals, so that a quote in one of them does not start another. */
const commentOrString =
  /\/\*[\s\S]*?\*\/|(?<![:\w])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
/** The text between the tags of JSX. */
const jsxText = /(?<=>)[^<>{}()=;]* [^<>{}()=;]*(?=[<{])/g

/**
 * Finds the words, and the first sentences of docstrings, that break the house's rules for plain technical English.
 *
 * @param {string} path decides how the text is read: a script, a style sheet, or prose
 * @param {string} text
 * @returns {Problem[]}
 */
export function findUnplainLanguage(path, text) {
  /** @type {Problem[]} */
  const problems = []
  const add = (/** @type {number} */ at, /** @type {string} */ found, /** @type {string} */ use) =>
    problems.push({ line: text.slice(0, at).split('\n').length, found, use })

  for (const [pattern, use] of everywhere) for (const match of text.matchAll(pattern)) add(match.index, match[0], use)
  for (const { index, part } of proseOf(path, text)) {
    for (const [pattern, use] of inProse)
      for (const match of part.matchAll(pattern)) add(index + match.index, match[0], use)
    if (!part.startsWith('/**')) continue
    const sentence = firstSentence(part)
    const words = sentence.split(' ').length
    if (words > 20) add(index, `${words} words`, 'at most 20 words in the first sentence of a docstring')
    if (/^What\b/.test(sentence)) add(index, 'What …', 'a noun or a verb at the start of a docstring')
  }
  return problems.sort((one, other) => one.line - other.line)
}

/** @returns {{ index: number, part: string }[]} */
function proseOf(/** @type {string} */ path, /** @type {string} */ text) {
  if (!/\.(?:[cm]?[jt]sx?|css)$/.test(path)) return [{ index: 0, part: text }]
  const parts = [...text.matchAll(commentOrString)].filter(([part]) => part.startsWith('/') || part.includes(' '))
  if (path.endsWith('x')) parts.push(...text.matchAll(jsxText))
  return parts.map((match) => ({ index: match.index, part: match[0] }))
}

function firstSentence(/** @type {string} */ docstring) {
  const text = docstring
    .replace(/^\/\*\*|\*\/$|\n\s*\*(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return (/^.*?[.:;](?= |$)/.exec(text.split(' @')[0] ?? '')?.[0] ?? text.split(' @')[0] ?? '').trim()
}
