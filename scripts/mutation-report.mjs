/**
 * @typedef {{ file: string, change: string }} Survivor a fault that no test noticed
 * @typedef {{ file: string, killed: number, total: number, date: string }} FileScore
 * @typedef {{ name: string, files: FileScore[], survivors: Survivor[] }} AreaSummary
 */

const unexamined = 'not examined'
const missed = new Set(['Survived', 'NoCoverage'])
const noticed = new Set(['Killed', 'Timeout'])

/**
 * Counts the mutants of Stryker's report, and lists those that survived. Mutants that do not run at all count as neither.
 *
 * @param {{ name: string, report: { files: Record<string, { source: string, mutants: any[] }> }, source: string, date: string }} options
 * @returns {AreaSummary}
 */
export function summarizeArea({ name, report, source, date }) {
  /** @type {FileScore[]} */
  const files = []
  /** @type {Survivor[]} */
  const survivors = []
  for (const [path, { source: text, mutants }] of Object.entries(report.files)) {
    const file = path.replace(`${source}/`, '')
    const lines = text.split('\n')
    const killed = mutants.filter(({ status }) => noticed.has(status)).length
    const survived = mutants.filter(({ status }) => missed.has(status))
    survivors.push(...survived.map((mutant) => describe(file, { lines, mutant })))
    files.push({ file, killed, total: killed + survived.length, date })
  }
  return { name, files, survivors }
}

/** The share of killed mutants in percent. @param {readonly FileScore[]} files */
export function scoreOf(files) {
  const killed = files.reduce((sum, file) => sum + file.killed, 0)
  const total = files.reduce((sum, file) => sum + file.total, 0)
  return { killed, total, percent: total === 0 ? 0 : (100 * killed) / total }
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

/** The scores of files that a part of the page lists. @param {string} part @returns {FileScore[]} */
export function readFiles(part) {
  const rows = [...part.matchAll(/^\| `([^`]+)` \| (\d+) \| (\d+) \| ([\d-]+) \|$/gm)]
  return rows.map(([, file = '', killed, total, date = '']) => ({
    file,
    killed: Number(killed),
    total: Number(total),
    date,
  }))
}

/** The survivors that a part of the page lists, each with its reason. @param {string} part */
function readSurvivors(part) {
  const rows = [...part.matchAll(/^\| `([^`]+)` \| (.* → .*) \| ([^|]*) \|$/gm)]
  return rows.map(([, file = '', change = '', reason = '']) => ({ file, change, reason }))
}

/** The part of the page about an area. @param {string} page @param {string} name */
export function partOf(page, name) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, rest] = page.split(start)
  const [part, after] = rest?.split(end) ?? []
  if (before === undefined || part === undefined || after === undefined) {
    throw new Error(`docs/mutation.md lacks the marks of ${name}.`)
  }
  return { before: before + start, part, after: end + after }
}

/**
 * Replaces the scores and the survivors of the measured files in the page. Keeps those of other files that still exist, and the
 * reasons of survivors that it listed before.
 *
 * @param {string} page
 * @param {AreaSummary & { exists?: (file: string) => boolean }} summary
 * @returns {string}
 */
export function writeMutationReport(page, { name, files, survivors, exists = () => true }) {
  const { before, part, after } = partOf(page, name)
  const measured = new Set(files.map(({ file }) => file))
  const isKept = (/** @type {{ file: string }} */ { file }) => !measured.has(file) && exists(file)
  const listed = readSurvivors(part)
  const reasons = new Map(listed.map(({ file, change, reason }) => [`${file} ${change}`, reason]))
  const scores = [...readFiles(part).filter(isKept), ...files].sort(byFile)
  const all = [...listed.filter(isKept), ...survivors].sort(byFile)
  const rows = new Set(
    all.map(({ file, change }) => `| \`${file}\` | ${change} | ${reasons.get(`${file} ${change}`) ?? unexamined} |`),
  )
  const { killed, total, percent } = scoreOf(scores)
  const text = [
    `${killed} of ${total} mutants killed, ${percent.toFixed(1)} %.`,
    table(['file', 'killed', 'mutants', 'measured'], scores.map(toRow)),
    rows.size > 0 ? table(['file', 'change', 'reason'], [...rows]) : 'None survived.',
  ].join('\n\n')
  return `${before}\n${text}\n${after}`
}

/** @param {{ file: string }} one @param {{ file: string }} other */
function byFile(one, other) {
  return one.file < other.file ? -1 : Number(one.file > other.file)
}

/** @param {FileScore} score */
function toRow({ file, killed, total, date }) {
  return `| \`${file}\` | ${killed} | ${total} | ${date} |`
}

/** @param {string[]} heads @param {string[]} rows */
function table(heads, rows) {
  return [`| ${heads.join(' | ')} |`, `| ${heads.map(() => '---').join(' | ')} |`, ...rows].join('\n')
}
