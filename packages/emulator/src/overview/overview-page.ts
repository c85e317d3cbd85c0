import type { EmulatorState } from '../control/emulator-controls.ts'
import type { PlannedFault } from '../faults/fault-book.ts'
import { escapeHtml } from '../http/escape-html.ts'
import { redactText } from '../requests/redact.ts'
import type { RecordedCaller, RecordedRequest } from '../requests/request-log.ts'
import { overviewStyle } from './overview-style.ts'

export interface Overview {
  state: EmulatorState
  faults: readonly PlannedFault[]
  /** Oldest first. */
  requests: readonly RecordedRequest[]
}

/** How many requests the page shows. */
const shownRequests = 100

/** What goes on in the emulator, for people: a page without scripts, keys or tokens. */
export function overviewPage({ state, faults, requests }: Overview): string {
  const newest = requests.slice(-shownRequests).reverse()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Coveo emulator</title>
<link rel="icon" href="data:,">
<style>${overviewStyle}</style>
</head>
<body>
<header>
<h1>Coveo emulator</h1>
<p>A local Coveo: it speaks Coveo's token, privilege and search calls, and keeps everything in memory. It is not affiliated with Coveo.</p>
</header>
<main>
<dl>
${factsOf(state)}
</dl>
${faults.length === 0 ? '' : section('Faults', ['id', 'calls', 'what happens to them', 'struck'], faults.map(faultCells))}
${
  newest.length === 0
    ? '<h2>Requests</h2>\n<p>None yet. Whoever searches through one of the example apps is seen here.</p>'
    : section('Requests', ['time', 'call', 'caller', 'answer'], newest.map(requestCells))
}
<p class="hint">${hintOf(state.requests, newest.length)}</p>
</main>
</body>
</html>
`
}

function factsOf({ organizationId, clock, documents, settings, revoked }: EmulatorState): string {
  const { tokenLifeMs } = settings
  const facts: readonly [string, string][] = [
    ['Organization', organizationId],
    ['Documents', String(documents)],
    ['Clock', `${clock.iso.slice(0, 19).replace('T', ' ')} UTC${clock.frozen ? ', stopped' : ''}`],
    ['New tokens live', tokenLifeMs === null ? 'as long as the call asks' : `${tokenLifeMs / 1000} s`],
    ['Revoked', String(revoked)],
  ]
  return facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('\n')
}

function faultCells({ id, route, times, struck, ...rest }: PlannedFault): string[] {
  const effects = Object.entries(rest).filter(([, value]) => value !== 0 && JSON.stringify(value) !== '{}')
  const words = effects.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')
  return [String(id), [route].flat().join(', '), redactText(words), `${struck} of ${times}`]
}

function requestCells({ time, method, path, caller, status, fault }: RecordedRequest): string[] {
  const answer = status === 0 ? 'cut off' : String(status)
  return [
    new Date(time).toISOString().slice(11, 19),
    `${method} ${path}`,
    callerOf(caller),
    fault === undefined ? answer : `${answer}, by fault ${fault}`,
  ]
}

function callerOf({ kind, name, fingerprint = '' }: RecordedCaller): string {
  if (kind === 'none') return 'nobody'
  if (kind === 'apiKey') return `API key ${name}`
  return `${kind === 'token' ? 'token' : 'something unknown'} ${fingerprint}`
}

function section(title: string, columns: readonly string[], rows: readonly string[][]): string {
  const head = columns.map((name) => `<th scope="col">${name}</th>`).join('')
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
  return `<h2 id="${title.toLowerCase()}">${title}</h2>
<div class="scroller" role="region" aria-labelledby="${title.toLowerCase()}" tabindex="0">
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`
}

function hintOf(total: number, shown: number): string {
  const counted = total > shown ? `The newest ${shown} of ${total}. ` : ''
  return `${counted}Reload to look again. Faults, clock and settings are steered under <code>/__emulator</code>.`
}
