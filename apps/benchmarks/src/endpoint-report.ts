import { answersEach } from './endpoint-answers.ts'
import type { EndpointContenderName } from './endpoint-contenders.ts'
import { connections, type Load } from './endpoint-load.ts'
import { type EndpointRace, starts, turns } from './endpoint-race.ts'
import { markdownTable } from './markdown-table.ts'
import { median, quantile } from './quantile.ts'

const comparisons: readonly [EndpointContenderName, EndpointContenderName][] = [
  ['Express, coveoTokenEndpoint', 'Express, res.json of a constant'],
  ['Express, coveoTokenEndpoint', 'node:http, a constant'],
  ['Express, coveoTokenEndpoint', '@coveo/search-token-server 1.37.6'],
  ['Express, coveoTokenEndpoint, Coveo at 80 ms', '@coveo/search-token-server 1.37.6, Coveo at 80 ms'],
  ['Next, createTokenRoute', 'Next, a route with a constant'],
]

/** The section on the token endpoint, in Markdown. */
export function endpointReport(race: EndpointRace): string {
  return `## The token endpoint over HTTP

${figureTable(race)}

${ratioTable(race)}

The answer is one user's token. Each server runs in a process of its own, on 127.0.0.1, and shares the machine with whoever asks it. All are
started ${starts} times (those whose comparison is not close, once).

"One at a time" is the server's own time from a request to the end of its answer, when it has nothing else to do: the servers are asked in
turn, one request each, ${answersEach} times, so that whatever else the machine does hits all of them alike. The rest is measured under load:
${connections} connections that each ask again as soon as they are answered, after a warm-up, in ${turns} short turns of each server, in alternation and in
changing order. The first table gives medians. The second compares two servers start by start, or turn by turn, and gives the median of those
ratios, in brackets the middle half of them. It says how many times as good ours is, so more than 1 is in our favour: requests per second
ours by theirs, the others theirs by ours.

\`@coveo/search-token-server\` is the published package, with its platform address set to a stub of Coveo that answers at once or after 80 ms;
ours has the same stub behind it. Theirs asks Coveo for each request, for one configured user; ours asks once, and then answers from memory.
It is compiled without a check of its types, because its start script fails there (the types of \`csurf\` and of others are missing from its
dependencies). The Next routes are built with \`next build\` and served by Next's own request handler.
`
}

function figureTable(race: EndpointRace): string {
  const rows = [...race].map(([name, { loads, answerMicros }]) => {
    const of = (figure: (load: Load) => number) => median(loads.map(figure))
    const perSecond = String(Math.round(of((load) => load.perSecond)))
    const p50 = milliseconds(of((load) => load.p50))
    const p99 = milliseconds(of((load) => load.p99))
    return [name, micros(median(answerMicros)), perSecond, micros(of((load) => load.cpuMicros)), p50, p99]
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
      spread(pairs(ours?.answerMicros, theirs?.answerMicros).map(([our, their]) => their / our)),
      spread(loads.map(([our, their]) => our.perSecond / their.perSecond)),
      spread(loads.map(([our, their]) => their.cpuMicros / our.cpuMicros)),
      spread(loads.map(([our, their]) => their.p50 / our.p50)),
      spread(loads.map(([our, their]) => their.p99 / our.p99)),
    ]
  })
  return markdownTable(['ours', 'compared with', 'one at a time', 'requests/s', 'processor time', 'p50', 'p99'], rows)
}

/** What was measured of both at the same time; a server that was started less often has fewer. */
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
