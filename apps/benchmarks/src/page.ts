import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

const [loadAtStart = 0] = loadavg()

/** Formats the page of figures as Markdown. */
export function page(sections: readonly string[]): string {
  const intro = 'Written by `pnpm bench`. Figures depend on the machine: run it on yours.'
  return ['# Benchmarks\n', `${intro}\n`, `${machine()}\n`, ...sections].join('\n')
}

function machine(): string {
  const [cpu] = cpus()
  const parts = [
    `Node.js ${process.versions.node}`,
    `${process.platform} ${process.arch}`,
    `${availableParallelism()} × ${cpu?.model.trim() || 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `load average ${loadAtStart.toFixed(1)} at the start`,
    new Date().toISOString().slice(0, 10),
  ]
  return `Machine: ${parts.join(' · ')}.`
}
