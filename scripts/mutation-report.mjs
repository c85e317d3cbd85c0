/**
 * @typedef {{ file: string, change: string }} Survivor a fault that no test noticed
 * @typedef {{ name: string, killed: number, total: number, score: number, survivors: Survivor[] }} AreaSummary
 */

const unexamined = 'not examined'
const missed = new Set(['Survived', 'NoCoverage'])
const noticed = new Set(['Killed', 'Timeout'])

/**
 * Counts the mutants of Stryker's report, and lists those that survived. Mutants that do not run at all count as neither.
 *
 * @param {{ name: string, report: { files: Record<string, { source: string, mutants: any[] }> }, source: string }} options
 * @returns {AreaSummary}
 */
export function summarizeArea({ name, report, source }) {
  let killed = 0
  /** @type {Survivor[]} */
  const survivors = []
  for (const [path, { source: text, mutants }] of Object.entries(report.files)) {
    const lines = text.split('\n')
    for (const mutant of mutants) {
      if (noticed.has(mutant.status)) killed += 1
      if (missed.has(mutant.status)) survivors.push(describe(path.replace(`${source}/`, ''), { lines, mutant }))
    }
  }
  const total = killed + survivors.length
  return { name, killed, total, score: total === 0 ? 0 : (100 * killed) / total, survivors }
}

/** @param {string} file @param {{ lines: string[], mutant: any }} options @returns {Survivor} */
function describe(file, { lines, mutant }) {
  const { start, end } = mutant.location
  const line = lines[start.line - 1] ?? ''
  const original = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)
  return { file, change: `${cell(original)} → ${cell(mutant.replacement ?? mutant.mutatorName)}` }
}

/** Text as code in a table. @param {string} text */
function cell(text) {
  const short = text.replaceAll(/\s+/g, ' ').trim()
  const cut = short.length > 70 ? `${short.slice(0, 69)}…` : short
  const code = cut.replaceAll('|', '\\|')
  return code.includes('`') ? `\`\` ${code} \`\`` : `\`${code || ' '}\``
}

/** The reasons that the page gives for survivors, by the other cells of their rows. @param {string} page @returns {Map<string, string>} */
function readReasons(page) {
  const rows = [...page.matchAll(/^\| (`.*) \| ([^|]*) \|$/gm)]
  return new Map(rows.map(([, key = '', reason = '']) => [key, reason]))
}

/**
 * Replaces the score and the survivors of one area in the page. Keeps the reasons of survivors that it listed before.
 *
 * @param {string} page
 * @param {AreaSummary & { date: string }} summary
 * @returns {string}
 */
export function writeMutationReport(page, { name, killed, total, score, survivors, date }) {
  const reasons = readReasons(page)
  const keys = new Set(survivors.map(({ file, change }) => `\`${file}\` | ${change}`))
  const rows = [...keys].map((key) => `| ${key} | ${reasons.get(key) ?? unexamined} |`)
  const table = ['| file | change | reason |', '| --- | --- | --- |', ...rows].join('\n')
  const text = `${killed} of ${total} mutants killed, ${score.toFixed(1)} % (${date}).\n\n${rows.length > 0 ? table : 'None survived.'}`
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, rest] = page.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`docs/mutation.md lacks the marks of ${name}.`)
  return `${before}${start}\n${text}\n${end}${after}`
}
