const hex = '([0-9a-f]{2})'
/** The start of a run of backslashes: an escape inside of a string doubles them. */
const backslashes = String.raw`(?<!\\)\\+`

const escapes = new RegExp(
  [
    `%(?:25)*${hex}`,
    String.raw`${backslashes}(?:u00|x|u\{0{0,6}|0{2,4}(?=[0-9a-f]{2}(?![0-9a-f])))${hex}\}?`,
    `${backslashes}([01][0-7]{2})`,
    `${backslashes}([2-7][0-9a-f])(?![0-9a-f]) ?`,
    `&#x0{0,6}${hex};?`,
    String.raw`&#0{0,6}(1\d{2}|\d{2})(?!\d);?`,
    '&(hyphen|dash);',
  ].join('|'),
  'gi',
)

/** Decodes the escapes of URLs, JSON, JavaScript, HTML and CSS in a text once, in linear time. */
export function unescapeText(text: string): string {
  return text.replace(escapes, (_, percent, script, octal, style, entity, decimal) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
    if (decimal !== undefined) return String.fromCharCode(Number(decimal))
    const code = percent ?? script ?? style ?? entity
    return code === undefined ? '-' : String.fromCharCode(Number.parseInt(code, 16))
  })
}
