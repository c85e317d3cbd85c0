import { defineConfig } from 'vitest/config'
import { plantedFaults } from './scripts/planted-faults.mjs'
import config from './vitest.config.ts'

const fault = plantedFaults[Number(process.env.PLANTED_FAULT)]

/** Changes one source while a test loads it; the file stays as it is. */
const plant = {
  name: 'planted-fault',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    fault && id.endsWith(`/${fault.file}`) ? code.replace(fault.from, () => fault.to) : undefined,
}

const projects = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project && /^(core|emulator)$/.test(String(project.test?.name))
    ? [{ ...project, plugins: [plant] }]
    : [],
)

/** One property test with the fault that `pnpm test:faults` names. */
export default defineConfig({ test: { projects } })
