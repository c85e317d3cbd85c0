import type { EndpointContenderName } from './endpoint-contenders.ts'
import { connections, type Load } from './endpoint-load.ts'
import { type EndpointRace, starts, turns } from './endpoint-race.ts'
import { requestsEach } from './endpoint-response-times.ts'
import { markdownTable } from './markdown-table.ts'
import { median, quantile } from './quantile.ts'

const comparisons: readonly [EndpointContenderName, EndpointContenderName][] = [
  ['Express, coveoTokenEndpoint', 'Express, res.json of a constant'],
  ['Express, coveoTokenEndpoint', 'node:http, a constant'],
  ['Express, coveoTokenEndpoint', '@coveo/search-token-server 1.37.6'],
  ['Express, coveoTokenEndpoint, Coveo at 80 ms', '@coveo/search-token-server 1.37.6, Coveo at 80 ms'],
  ['Next, createTokenRoute', 'Next, a route with a constant'],
]

/** Formats the section on the token endpoint as Markdown. */
export function endpointReport(race: EndpointRace): string {
  return `## The token endpoint over HTTP

${figureTable(race)}

${ratioTable(race)}

Every response is one user's token. Each server runs in its own process, on 127.0.0.1, on the same machine as the load generator. All are
started ${starts} times, except those whose comparison is not close: once.

"One at a time" is the server's own time from a request to the end of its response, when idle. The servers receive one request each, in turn,
${requestsEach} times, so that other load on the machine affects all of them equally. The other columns are measured under load: ${connections} connections
that each send a request after every response, after a warm-up, in ${turns} short turns of each server, in alternating order. The first table
shows medians. The second table compares two servers start by start, or turn by turn: it shows the median of those ratios and, in
brackets, the middle half of them. A ratio above 1 is in our favour: requests per second are ours divided by theirs, the others theirs
divided by ours.

\`@coveo/search-token-server\` is the published package. Both servers use a stub of Coveo that responds immediately or after 80 ms. Theirs
requests a token from Coveo for every request, for one configured user. Ours requests it once, then returns it from memory. Theirs is
compiled without type checks, because its start script fails on them (its dependencies lack the types of \`csurf\` and others). The Next
routes are built with \`next build\` and run in Next's own request handler.
`
}

function figureTable(race: EndpointRace): string {
  const rows = [...race].map(([name, { loads, responseMicros }]) => {
    const of = (figure: (load: Load) => number) => median(loads.map(figure))
    const perSecond = String(Math.round(of((load) => load.perSecond)))
    const p50 = milliseconds(of((load) => load.p50))
    const p99 = milliseconds(of((load) => load.p99))
    return [name, micros(median(responseMicros)), perSecond, micros(of((load) => load.cpuMicros)), p50, p99]
  })
  return markdownTable(['server', 'one at a time', 'requests/s', 'processor time each', 'p50', 'p99'], rows)
}

function ratioTable(race: EndpointRace): string {
  const rows = comparisons.map(([own, other]) => {
    const [ours, theirs] = [race.get(own), race.get(other)]
    const loads = pairs(ours?.loads, theirs?.loads)
    return [
      own,
      other,
      spread(pairs(ours?.responseMicros, theirs?.responseMicros).map(([our, their]) => their / our)),
      spread(loads.map(([our, their]) => our.perSecond / their.perSecond)),
      spread(loads.map(([our, their]) => their.cpuMicros / our.cpuMicros)),
      spread(loads.map(([our, their]) => their.p50 / our.p50)),
      spread(loads.map(([our, their]) => their.p99 / our.p99)),
    ]
  })
  return markdownTable(['ours', 'compared with', 'one at a time', 'requests/s', 'processor time', 'p50', 'p99'], rows)
}

/** Pairs of figures from the same turn or start; a server with fewer starts has fewer. */
function pairs<Figure>(ours: readonly Figure[] = [], theirs: readonly Figure[] = []): [Figure, Figure][] {
  return theirs.flatMap((their, at) => {
    const our = ours[at]
    return our === undefined ? [] : [[our, their]]
  })
}

function spread(ratios: readonly number[]): string {
  if (ratios.length === 0) return ''
  return `${times(median(ratios))} × (${times(quantile(ratios, 0.25))}–${times(quantile(ratios, 0.75))})`
}

function times(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 2 : 0)
}

function micros(value: number): string {
  return Number.isNaN(value) ? '' : `${Math.round(value)} µs`
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
