import { type PlantedFault, soak } from './soak.ts'
import { isSound } from './soak-report.ts'

const seconds = 1

/** Plants each fault that the soak test is for, and returns those that it does not find. */
export async function missedFaults(): Promise<PlantedFault[]> {
  const missed: PlantedFault[] = []
  for (const planted of ['crossed', 'dead'] as const) {
    const figures = await soak(seconds, planted)
    if (figures.counts[planted] === 0 || isSound(figures)) missed.push(planted)
  }
  return missed
}
