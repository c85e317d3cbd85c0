import { soak } from './soak/soak.ts'
import { isSound, soakReport } from './soak/soak-report.ts'

// `pnpm soak [SECONDS]`: two minutes by default. Exits with 1 if a token was wrong, a search was refused or memory grew.
const figures = await soak(Number(process.argv[2] ?? 120))
console.log(soakReport(figures))
process.exit(isSound(figures) ? 0 : 1)
