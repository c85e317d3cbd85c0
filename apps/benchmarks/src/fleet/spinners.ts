import { spawn } from 'node:child_process'

/** Starts processes that compute without end. Returns a function that ends them. */
export function startSpinners(count: number): () => void {
  const spinners = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for (;;);']))
  return () => {
    for (const spinner of spinners) spinner.kill('SIGKILL')
  }
}
