import type { EmulatorState } from '../control/emulator-controls.ts'
import type { ActiveFault } from '../faults/fault-registry.ts'
import { escapeHtml } from '../html/escape-html.ts'
import type { RecordedRequest } from '../requests/request-log.ts'
import { clockControls, faultForm, journalFilters } from './control-room-forms.ts'
import { controlRoomStyle } from './control-room-style.ts'
import { faultCells, requestCells } from './table-cells.ts'

export interface ControlRoom {
  state: EmulatorState
  faults: readonly ActiveFault[]
  /** Oldest first. */
  requests: readonly RecordedRequest[]
}

/** Path of the page's script. */
export const scriptPath = '/__emulator/control-room.js'

/** Maximum number of requests on the page without its script. */
const shownRequests = 100

/**
 * Renders the control room: state, faults and requests, without keys and tokens.
 * Elements with `data-live` appear once the script runs; the tables also work without it.
 */
export function controlRoomPage({ state, faults, requests }: ControlRoom): string {
  const newest = requests.slice(-shownRequests).reverse()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Coveo emulator</title>
<link rel="icon" href="data:,">
<style>${controlRoomStyle}</style>
<script src="${scriptPath}" type="module"></script>
</head>
<body>
<header>
<div class="bar">
<h1>Coveo emulator</h1>
<button id="live" type="button" data-live hidden aria-pressed="true">Live</button>
<a id="back" hidden>Back to the app</a>
</div>
<p>A local Coveo with token, privilege, search and analytics APIs. All data is in memory. Not affiliated with Coveo.</p>
<p id="message" role="status"></p>
</header>
<main>
<div class="bar">
<dl>
${factsOf(state)}
</dl>
${clockControls}
</div>
<div class="columns">
<div>
${faultForm}
${table({ title: 'Faults', columns: ['id', 'routes', 'effect', 'applied'], rows: faults.map(faultCells), hidden: faults.length === 0 })}
</div>
<div>
${table({ title: 'Requests', columns: ['time', 'request', 'caller', 'response'], rows: newest.map(requestCells), hidden: newest.length === 0, filters: journalFilters })}
<p id="none"${newest.length === 0 ? '' : ' hidden'}>None yet. Search in one of the example apps to see requests here.</p>
<p class="hint">${hintOf(state.requests, newest.length)}</p>
</div>
</div>
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

interface Table {
  title: string
  columns: readonly string[]
  rows: readonly string[][]
  hidden: boolean
  /** HTML between the heading and the table. */
  filters?: string
}

function table({ title, columns, rows, hidden, filters = '' }: Table): string {
  const id = title.toLowerCase()
  const head = columns.map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')
  const body = rows.map((cells) => `<tr role="row">${cells.map(cellOf).join('')}</tr>`)
  return `<section id="${id}-section"${hidden && filters === '' ? ' hidden' : ''}>
<h2 id="${id}">${title}</h2>
${filters}
<div class="scroller" role="region" aria-labelledby="${id}" tabindex="0"${hidden ? ' hidden' : ''}>
<table role="table" aria-labelledby="${id}">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${body.join('\n')}
</tbody>
</table>
</div>
</section>`
}

/** A long path breaks after a slash. The roles stay when a narrow page shows rows as blocks. */
function cellOf(text: string): string {
  return `<td role="cell">${escapeHtml(text).replaceAll('/', '/<wbr>')}</td>`
}

function hintOf(total: number, shown: number): string {
  const counted = total > shown ? `The newest ${shown} of ${total}. ` : ''
  return `${counted}Reload to update. Change faults, clock and settings under <code>/__emulator</code>.`
}
