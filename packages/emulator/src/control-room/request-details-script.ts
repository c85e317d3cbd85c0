/** Script of an opened request: its redacted request and response, and the curl command. Defines `requestDetails`. */
export const requestDetailsScript = String.raw`
function curlOf({ method, path, query, caller, body }) {
  const search = new URLSearchParams(query).toString()
  const quote = (text) => "'" + text.replaceAll("'", "'\\''") + "'"
  const parts = ['curl', '-X', method, quote(location.origin + path + (search ? '?' + search : ''))]
  if (caller.kind !== 'none') parts.push('-H', '"Authorization: Bearer $' + (caller.kind === 'apiKey' ? 'COVEO_API_KEY' : 'TOKEN') + '"')
  if (body !== undefined && body !== null) parts.push('-H', quote('Content-Type: application/json'), '-d', quote(JSON.stringify(body)))
  return parts.join(' ')
}

// Not JSON.parse: a long response is cut off.
function indented(text) {
  let depth = 0
  const line = (change) => '\n' + '  '.repeat((depth = Math.max(0, depth + change)))
  return text.replace(/"(?:[^"\\]|\\.)*"?|\{\}|\[\]|[{}[\],:]/g, (found) =>
    found === '{' || found === '[' ? found + line(1)
      : found === '}' || found === ']' ? line(-1) + found
        : found === ',' ? found + line(0)
          : found === ':' ? ': ' : found)
}

const pretty = (value) =>
  typeof value !== 'string' ? JSON.stringify(value, null, 2) : /^[{[]/.test(value) ? indented(value) : value

function requestDetails(entry, outcome) {
  const search = new URLSearchParams(entry.query).toString()
  const copy = el('button', { type: 'button' }, 'Copy as curl')
  copy.onclick = () => navigator.clipboard.writeText(curlOf(entry))
    .then(() => say('Copied. Set COVEO_API_KEY or TOKEN first.'), () => say('The browser denied access to the clipboard.'))
  return el('div', { className: 'details' },
    el('h3', {}, 'Request'),
    el('pre', { tabIndex: 0 }, ...breakable(entry.method + ' ' + entry.path), (search ? '?' + search : '') +
      (entry.origin ? '\nOrigin: ' + entry.origin : '') + (entry.body === undefined ? '' : '\n\n' + pretty(entry.body))),
    ...(entry.warnings.length === 0 ? [] : [el('h3', {}, 'Warnings'), el('pre', { tabIndex: 0 }, entry.warnings.join('\n'))]),
    el('h3', {}, 'Response'),
    el('pre', { tabIndex: 0 }, outcome + (entry.response === undefined ? '' : '\n\n' + pretty(entry.response))),
    copy)
}
`
