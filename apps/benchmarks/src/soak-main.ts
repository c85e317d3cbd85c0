import { missedFaults } from './soak/self-check.ts'
import { soak } from './soak/soak.ts'
import { isSound, soakReport } from './soak/soak-report.ts'

/*
 * `pnpm soak [SECONDS]`: two minutes by default. First plants the faults that it is for. Exits with 1 if it does not find them, or if
 * then a token was wrong, a search was refused or memory grew.
 */
const missed = await missedFaults()
if (missed.length > 0) {
  console.error(`The soak test does not find tokens that are planted: ${missed.join(', ')}.`)
  process.exit(1)
}
const figures = await soak(Number(process.argv[2] ?? 120))
console.log(soakReport(figures))
process.exit(isSound(figures) ? 0 : 1)
