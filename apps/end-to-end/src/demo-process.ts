import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type MarkedProcess, markedProcesses } from './marked-processes.ts'

/** `npx -y pnpm@12 demo`, in a process group of its own as a terminal starts it. */
export interface DemoProcess {
  readonly npx: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream }
  /** The processes of the demo that still run. */
  running(): MarkedProcess[]
  /** Resolves once both apps are ready: with the lines printed so far, and the URLs of the apps. */
  ready(): Promise<{ output: string; urls: string[] }>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
let started = 0

export function startDemo(settings: Record<string, string>): DemoProcess {
  started += 1
  const mark = `demo-${process.pid}-${started}`
  const env = { ...process.env, DEMO_MARK: mark, ...settings }
  const npx = spawn('npx', ['-y', 'pnpm@12', 'demo'], { cwd: root, env, detached: true })
  return {
    npx,
    running: () => markedProcesses(mark),
    async ready() {
      const lines: string[] = []
      for await (const line of createInterface({ input: npx.stdout })) {
        lines.push(line)
        if (line.startsWith('Ctrl-C')) break
      }
      const output = lines.join('\n')
      const urls = [...output.matchAll(/(?:Express \+ Vite|Next\.js)\s+(http:\S+)/g)].map(([, url = '']) => url)
      return { output, urls }
    },
  }
}
