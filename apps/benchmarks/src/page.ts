import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

const [loadAtStart = 0] = loadavg()

/** The page of figures, in Markdown. */
export function page(sections: readonly string[]): string {
  const intro = 'Written by `pnpm bench`; run it on your own machine before you believe any of it.'
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
