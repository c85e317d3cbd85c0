import type { EndpointContenderName } from './endpoint-contenders.ts'
import { connections, type EndpointLoads, type Load } from './endpoint-load.ts'
import { markdownTable } from './markdown-table.ts'

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
its own and shares the machine with whoever asks it. Five rounds (two of
the slow token server), in alternation, each in fresh processes and after a warm-up; each figure is that of its best round, which other work
on the machine disturbs least. On a machine that is not idle, one run and the next still differ by a third: read nothing into less. The second
table says how many times as good ours is, so more than 1 is in our favour: requests per second ours by theirs, the others theirs by ours.

\`@coveo/search-token-server\` is the published package, with its platform address set to a stub of Coveo that answers at once or after 80 ms;
ours has the same stub behind it. Theirs asks Coveo for each request, for one configured user; ours asks once, and then answers from memory.
It is compiled without a check of its types, because its start script fails there (the types of \`csurf\` and of others are missing from its
dependencies). The Next routes are built with \`next build\` and served by Next's own request handler.
`
}

function loadTable(loads: EndpointLoads): string {
  const rows = [...loads].map(([name, { perSecond, cpuMicros, p50, p99 }]) => {
    return [name, String(Math.round(perSecond)), `${cpuMicros} µs`, milliseconds(p50), milliseconds(p99)]
  })
  return markdownTable(['server', 'requests/s', 'processor time each', 'p50', 'p99'], rows)
}

function ratioTable(loads: EndpointLoads): string {
  const rows = comparisons.map(([own, other]) => {
    const [ours, theirs] = [loads.get(own), loads.get(other)]
    return ours && theirs ? [own, other, ...ratios(ours, theirs)] : []
  })
  return markdownTable(['ours', 'compared with', 'requests/s', 'processor time', 'p50', 'p99'], rows)
}

function ratios(ours: Load, theirs: Load): string[] {
  const better = [
    ours.perSecond / theirs.perSecond,
    theirs.cpuMicros / ours.cpuMicros,
    theirs.p50 / ours.p50,
    theirs.p99 / ours.p99,
  ]
  return better.map((times) => `${times.toFixed(times < 10 ? 2 : 0)} ×`)
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
