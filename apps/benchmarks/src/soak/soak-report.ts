import { markdownTable } from '../markdown-table.ts'
import type { SoakFigures } from './soak.ts'

/** Whether nothing occurred that must not occur. */
export function isSound({ counts, earlyBytes, lateBytes }: SoakFigures): boolean {
  const { crossed, dead, nonsense, refusedSearches, tokens } = counts
  return tokens > 0 && crossed + dead + nonsense + refusedSearches === 0 && lateBytes < 1.25 * earlyBytes
}

/** Formats the section on a Coveo that misbehaves, as Markdown. */
export function soakReport({ seconds, counts, faults, earlyBytes, lateBytes }: SoakFigures): string {
  const { responses, tokens, refusals, crossed, dead, nonsense, searches, refusedSearches } = counts
  const refused = Object.entries(refusals).map(([status, count]) => `${status}: ${count}`)
  return `## A Coveo that misbehaves

${markdownTable(
  ['seconds', 'responses', 'tokens', 'other statuses', 'crossed', 'expired', 'no token at all', 'searches', 'refused'],
  [[seconds, responses, tokens, refused.join(', '), crossed, dead, nonsense, searches, refusedSearches].map(String)],
)}

The Express app and its load, while the emulator responds to mints like this: ${Object.entries(faults)
    .map(([name, count]) => `${name} (${count})`)
    .join(
      ', ',
    )}. Heap of the app: ${megabytes(earlyBytes)} after a third of the time, ${megabytes(lateBytes)} at the end (${(lateBytes / earlyBytes).toFixed(2)} ×).
A 502 or 503 is right where Coveo fails and the user has no token in memory: 502 after a token of another organization, which counts as a wrong setting.
\`pnpm soak\` runs it for two minutes, after it has planted a token of another user and an expired one, and has found both.
`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
