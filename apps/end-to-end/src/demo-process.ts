import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type ProcessTree, watchProcessTree } from './process-tree.ts'

/** `npx -y pnpm@12 demo`, in a process group of its own as a terminal starts it. */
export interface DemoProcess extends ProcessTree {
  readonly npx: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream }
  /** Resolves once both apps are ready: with the lines printed so far, and the URLs of the apps. */
  ready(): Promise<{ output: string; urls: string[] }>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

export function startDemo(settings: Record<string, string>): DemoProcess {
  const env = { ...process.env, ...settings }
  const npx = spawn('npx', ['-y', 'pnpm@12', 'demo'], { cwd: root, env, detached: true })
  if (npx.pid === undefined) throw new Error('npx did not start: is it on the PATH?')
  const tree = watchProcessTree(npx.pid)
  // A process is found while its parent runs: look whenever the demo has started one.
  npx.stdout.on('data', () => void tree.running())
  const errors: string[] = []
  npx.stderr.on('data', (chunk) => errors.push(String(chunk)))
  return {
    npx,
    running: tree.running,
    async ready() {
      const lines: string[] = []
      let isReady = false
      for await (const line of createInterface({ input: npx.stdout })) {
        lines.push(line)
        isReady = line.startsWith('Ctrl-C')
        if (isReady) break
      }
      const output = lines.join('\n')
      if (!isReady) throw new Error(`The demo ended early:\n${output}\n${errors.join('')}`)
      const urls = [...output.matchAll(/(?:Express \+ Vite|Next\.js)\s+(http:\S+)/g)].map(([, url = '']) => url)
      return { output, urls }
    },
  }
}
