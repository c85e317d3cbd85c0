import { isSecretName } from './secret-name.ts'

export interface ValuePattern {
  /** Matches a name, as its first group, and the text up to the value. Global. */
  readonly name: RegExp
  /** Matches the value. Sticky. */
  readonly value: RegExp
}

/** `name=value` in a URL, also encoded, in a form or an environment. */
const assignment: ValuePattern = {
  name: /(?<![\w-])([\w-]+)(?:=|%(?:25)*3D)(?!["'])/gi,
  value: /[^&\s"'#;]+/y,
}

/** `"name": "value"` in JSON. */
const doubleQuoted: ValuePattern = { name: /(?<![\w-])([\w-]+)"?\s*[:=]\s*"/g, value: /(?:[^"\\]|\\.)+/sy }

/** `name: 'value'` in the output of a console. */
const singleQuoted: ValuePattern = { name: /(?<![\w-])([\w-]+)'?\s*[:=]\s*'/g, value: /(?:[^'\\]|\\.)+/sy }

/** `\"name\": \"value\"` in JSON within a JSON string. */
const escaped: ValuePattern = { name: /(?<![\w-])([\w-]+)\\+"\s*:\s*\\+"/g, value: /(?:[^"\\]|\\[^"])+/y }

/** Replaces the values of names that hold a secret. Scans a value only after such a name, so in linear time. */
export function maskValues(text: string, mask: string): string {
  return [assignment, doubleQuoted, singleQuoted, escaped].reduce((safe, pattern) => {
    return maskPattern(safe, pattern, mask)
  }, text)
}

function maskPattern(text: string, { name, value }: ValuePattern, mask: string): string {
  let safe = ''
  let end = 0
  for (const match of text.matchAll(name)) {
    const start = match.index + match[0].length
    if (match.index < end || !isSecretName(match[1] ?? '')) continue
    value.lastIndex = start
    const found = value.exec(text)
    if (found === null) continue
    safe += text.slice(end, start) + mask
    end = start + found[0].length
  }
  return safe + text.slice(end)
}
