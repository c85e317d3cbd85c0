import type { EmulatorState } from '../control/emulator-controls.ts'
import type { ActiveFault } from '../faults/fault-registry.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { redactText } from '../requests/redact.ts'
import type { RecordedCaller, RecordedRequest } from '../requests/request-log.ts'
import { overviewStyle } from './overview-style.ts'

export interface Overview {
  state: EmulatorState
  faults: readonly ActiveFault[]
  /** Oldest first. */
  requests: readonly RecordedRequest[]
}

/** Maximum number of requests on the page. */
const shownRequests = 100

/** Renders the emulator's state, faults and requests as a page without scripts, keys or tokens. */
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
<p>A local Coveo with token, privilege, search and analytics APIs. All data is in memory. Not affiliated with Coveo.</p>
</header>
<main>
<dl>
${factsOf(state)}
</dl>
${faults.length === 0 ? '' : section('Faults', ['id', 'routes', 'effect', 'applied'], faults.map(faultCells))}
${
  newest.length === 0
    ? '<h2>Requests</h2>\n<p>None yet. Search in one of the example apps to see requests here.</p>'
    : section('Requests', ['time', 'request', 'caller', 'response'], newest.map(requestCells))
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
    ['Clock', `${clock.iso.slice(0, 19).replace('T', ' ')} UTC${clock.frozen ? ', frozen' : ''}`],
    ['Token lifetime', tokenLifeMs === null ? 'as requested' : `${tokenLifeMs / 1000} s`],
    ['Revoked', String(revoked)],
  ]
  return facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('\n')
}

function faultCells({ id, route, times, struck, ...rest }: ActiveFault): string[] {
  const effects = Object.entries(rest).filter(([, value]) => value !== 0 && JSON.stringify(value) !== '{}')
  const words = effects.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')
  return [String(id), [route].flat().join(', '), redactText(words), `${struck} of ${times}`]
}

function requestCells({ time, method, path, caller, status, fault }: RecordedRequest): string[] {
  const response = status === 0 ? 'connection closed' : String(status)
  return [
    new Date(time).toISOString().slice(11, 19),
    `${method} ${path}`,
    callerOf(caller),
    fault === undefined ? response : `${response}, by fault ${fault}`,
  ]
}

function callerOf({ kind, name, fingerprint = '' }: RecordedCaller): string {
  if (kind === 'none') return 'no credential'
  if (kind === 'apiKey') return `API key ${name}`
  return `${kind === 'token' ? 'token' : 'unknown credential'} ${fingerprint}`
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
  return `${counted}Reload to update. Change faults, clock and settings under <code>/__emulator</code>.`
}
