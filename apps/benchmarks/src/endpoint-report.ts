import type { EndpointContenderName } from './endpoint-contenders.ts'
import { connections, type EndpointLoads, type Load, turns, usualStarts } from './endpoint-load.ts'
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
export function endpointReport(loads: EndpointLoads): string {
  return `## The token endpoint over HTTP

${loadTable(loads)}

${ratioTable(loads)}

One user's token, ${connections} connections that each ask again as soon as they are answered, on 127.0.0.1. Each server runs in a process of
its own and shares the machine with whoever asks it. All are started ${usualStarts} times (the slow token server once) and, after a warm-up, take ${turns}
short turns each, in alternation and in changing order. The first table gives the medians of the turns. The second compares two servers turn
by turn, so that a slow second of the machine hits both, and gives the median of those ratios, in brackets the middle half of them. It says
how many times as good ours is, so more than 1 is in our favour: requests per second ours by theirs, the others theirs by ours. What else
the machine does disturbs the processor time least.

\`@coveo/search-token-server\` is the published package, with its platform address set to a stub of Coveo that answers at once or after 80 ms;
ours has the same stub behind it. Theirs asks Coveo for each request, for one configured user; ours asks once, and then answers from memory.
It is compiled without a check of its types, because its start script fails there (the types of \`csurf\` and of others are missing from its
dependencies). The Next routes are built with \`next build\` and served by Next's own request handler.
`
}

function loadTable(loads: EndpointLoads): string {
  const rows = [...loads].map(([name, all]) => {
    const perSecond = Math.round(median(all.map((turn) => turn.perSecond)))
    const cpuMicros = Math.round(median(all.map((turn) => turn.cpuMicros)))
    const p50 = milliseconds(median(all.map((turn) => turn.p50)))
    const p99 = milliseconds(median(all.map((turn) => turn.p99)))
    return [name, String(perSecond), `${cpuMicros} µs`, p50, p99]
  })
  return markdownTable(['server', 'requests/s', 'processor time each', 'p50', 'p99'], rows)
}

function ratioTable(loads: EndpointLoads): string {
  const rows = comparisons.map(([own, other]) => {
    const theirs = loads.get(other) ?? []
    const ours = (loads.get(own) ?? []).slice(0, theirs.length)
    const ratios = ours.map((turn, at) => ratiosOf(turn, theirs[at] ?? turn))
    return [own, other, ...[0, 1, 2, 3].map((figure) => spread(ratios.map((turn) => turn[figure] ?? Number.NaN)))]
  })
  return markdownTable(['ours', 'compared with', 'requests/s', 'processor time', 'p50', 'p99'], rows)
}

function ratiosOf(ours: Load, theirs: Load): number[] {
  return [
    ours.perSecond / theirs.perSecond,
    theirs.cpuMicros / ours.cpuMicros,
    theirs.p50 / ours.p50,
    theirs.p99 / ours.p99,
  ]
}

function spread(ratios: number[]): string {
  return `${times(median(ratios))} × (${times(quantile(ratios, 0.25))}–${times(quantile(ratios, 0.75))})`
}

function times(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 2 : 0)
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
