// Fails if a fault of `pnpm test:faults` no longer applies, or if a property test has none.
import { listFaultProblems } from './fault-problems.mjs'
import { red, say } from './terminal.mjs'

const problems = listFaultProblems()
for (const problem of problems) say(red(problem))
process.exitCode = problems.length === 0 ? 0 : 1
