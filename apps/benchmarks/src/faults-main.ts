import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { faultSection, faultsHeading } from './fleet/fault-table.ts'

/* `pnpm bench:faults`: writes the tables of faults on the page of figures again. Exits with 1 if one of their tests failed. */
const page = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url))
const section = await faultSection()
console.log(section)
const text = await readFile(page, 'utf8')
const start = text.indexOf(`${faultsHeading}\n`)
const end = text.indexOf('\n## ', start)
await writeFile(page, text.slice(0, start) + section + text.slice(end))
process.exitCode = section.includes('**') ? 1 : 0
