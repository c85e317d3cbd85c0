import { defineConfig } from 'vitest/config'
import { mutationAreas } from './scripts/mutation-areas.mjs'
import config from './vitest.config.ts'

const area = mutationAreas.find(({ name }) => name === process.env.MUTATION_AREA)
const core = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project && project.test?.name === 'core' ? [project] : [],
)

/** Test files to run instead of all of the area, such as `src/issuing/minter.test.ts`, with commas between them. */
const selected = process.env.MUTATION_TESTS?.split(',')
const tests = { ...area?.tests, ...(selected && { include: selected }) }

/** The tests that `pnpm test:mutation` runs against each mutant. */
export default defineConfig({
  test: { projects: core.map((project) => ({ ...project, test: { ...project.test, ...tests } })) },
})
