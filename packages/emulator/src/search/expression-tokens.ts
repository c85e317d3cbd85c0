import { badRequest } from '../api/api-error.ts'

export interface ExpressionToken {
  kind: 'quoted' | 'keep' | 'field' | 'operator' | 'near' | 'mark' | 'minus' | 'plus' | 'word'
  text: string
}

const tokenPattern =
  /\s+|(?<quoted>"[^"]*"?)|(?<keep><@-.*?-@>)|(?<field>@[a-z_][\w.]*)|(?<operator>==|<>|!=|>=|<=|\*=|=|>|<)|(?<near>NEAR(?::\d+)?(?=\s|$))|(?<mark>[(),])|(?<minus>-(?=\S))|(?<plus>\+(?=[^\s+]))|(?<word>[^\s()",=<>]+)/gisy

/** Syntax of Coveo that the emulator cannot evaluate, with the name for the error. */
const unsupported: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\$+[a-z]/iy, 'a query function or extension ($…)'],
  [/\[\[/y, 'a nested query ([[@field] …])'],
  [/<@-(?!.*?-@>)/sy, 'a keep expression without its end (<@- … -@>)'],
  [/\/=/y, 'the regular expression operator (/=)'],
  [/~=/y, 'the fuzzy operator (~=)'],
  [/%=/y, 'the phonetic operator (%=)'],
  [/@(?![a-z_])/iy, 'a field without a name (@)'],
  [/\.\.(?!\.)/y, 'a range with spaces: write 1..5'],
  [/(?:==|<>|>=|<=|=|>|<)[~%^&|!]/y, 'an operator such as =~'],
  [/NEAR(?:\/|:(?!\d+(?:\s|$)))/y, 'this distance of NEAR (NEAR/3, NEAR:x): write NEAR:3'],
  [/(?:from|to):(?=\S)/iy, 'the email operators from: and to:'],
  [/(?:&&|\|\|)/y, 'the operators && and ||: write AND or OR'],
  [/XOR(?=\s|\()/y, 'the operator XOR'],
  [/"[^"]*\\"/y, 'an escaped quote (\\")'],
  [/(?:now|today|yesterday)(?:\s+[+-]\s*|[+-]\s+)(?=\d+[a-z])/iy, 'a time with spaces: write today-7d'],
]

/** Operators of other query languages. Without this list, they would be words to search for. */
const foreignOperator = /\s+(?:in|like|between|is|contains|matches|not\s+in)(?=\s|\(|$)/iy

/** The characters that can follow the name of a field directly. */
const afterField = /[\s()=<>*,]|[~%/!]=|$/y

/** Splits a query expression into tokens. Throws a 400 that names unsupported syntax. */
export function tokenize(text: string): ExpressionToken[] {
  const tokens: ExpressionToken[] = []
  const pattern = new RegExp(tokenPattern)
  while (pattern.lastIndex < text.length) {
    rejectUnsupported(text, pattern.lastIndex)
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw invalidExpression(`character ${at + 1} starts no known syntax`)
    const [kind, value] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? []
    if (value === undefined) continue
    if (kind === 'field') checkAfterField(text, { at: pattern.lastIndex, field: value })
    // The operator NEAR is upper case, like AND and OR; "near" is a word.
    const isWord = kind === 'near' && !value.startsWith('NEAR')
    tokens.push({ kind: isWord ? 'word' : (kind as ExpressionToken['kind']), text: value })
  }
  return tokens
}

function rejectUnsupported(text: string, at: number): void {
  for (const [pattern, name] of unsupported) {
    pattern.lastIndex = at
    if (pattern.test(text)) throw invalidExpression(`the emulator does not support ${name}`)
  }
}

function checkAfterField(text: string, { at, field }: { at: number; field: string }): void {
  foreignOperator.lastIndex = at
  const foreign = foreignOperator.exec(text)?.[0].trim()
  if (foreign) throw invalidExpression(`the emulator does not support the operator ${foreign} after ${field}`)
  afterField.lastIndex = at
  if (afterField.test(text)) return
  throw invalidExpression(`the emulator does not support "${text[at]}" after ${field}: write ${field}==value`)
}

/** Functions, extensions, nested queries, keep expressions and field conditions: forms that no sentence has. */
const syntaxInText =
  /(?<!\$)\$+[a-z]\w*\(|\$\$[a-z]\w*|\[\[@|<@-|(?<![\w.<])@[a-z_][\w.]*(?:\s*(?:==|<>|[!<>*/~%]=|=~)|[=<>])/i

/** Throws a 400 for query syntax in `lq`, which is text. */
export function rejectSyntaxIn(lq: string): void {
  const found = syntaxInText.exec(lq)?.[0]
  if (found) throw invalidExpression(`lq is text, and the emulator does not evaluate ${found} in it`)
}

export function invalidExpression(reason: string) {
  return badRequest(`The query expression is not valid: ${reason}.`, 'INVALID_QUERY_EXPRESSION')
}
