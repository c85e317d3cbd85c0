import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { execa } from 'execa'
import { workspaceRoot } from './workspace-root.ts'

export interface Consumer {
  folder: string
  /** Adds or replaces files, by path. */
  write(files: Record<string, string>): void
  /** Makes packages of this workspace, and their commands, available without an installation. */
  link(names: string[]): void
  /** Runs a command line in the folder. Resolves with its whole output; rejects with it after a failure. */
  run(command: string, args: string[], env?: Record<string, string>): Promise<string>
  /** Starts a server in the folder. Resolves when `url` responds; rejects with the output if the command ends before. */
  start(command: string, args: string[], options: ServerOptions): Promise<RunningServer>
  dispose(): void
}

export interface ServerOptions {
  url: string
  env?: Record<string, string>
  /** Default: the folder of the application. */
  cwd?: string
}

export interface RunningServer {
  /** Ends the command alone. */
  end(): void
  /** Ends the command and every process that it started. */
  stop(): Promise<void>
}

export interface ConsumerOptions {
  /** Lines of `.npmrc`, such as the registry. */
  npmrc: string[]
  /** Folder with the programs to use first, such as another version of Node.js. Default: this one's. */
  bin?: string
  files?: Record<string, string>
}

/** Creates an application in a folder of its own, outside the workspace. */
export function createConsumer({ npmrc, bin = dirname(process.execPath), files = {} }: ConsumerOptions): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-consumer-'))
  const quiet = ['audit=false', 'fund=false', 'update-notifier=false', 'prefer-offline=true']
  // An environment without this workspace: no tool of pnpm's, no settings of the run that started the test.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|VITEST|NODE_ENV|NODE_OPTIONS|COVEO_)/i.test(name)),
  )
  const path = [join(folder, 'node_modules/.bin'), bin, process.env.PATH].join(delimiter)
  const options = { cwd: folder, extendEnv: false, all: true, stdin: 'ignore', reject: false } as const
  const envWith = (more?: Record<string, string>) => ({
    ...env,
    PATH: path,
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    ...more,
  })
  const consumer: Consumer = {
    folder,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
    },
    link(names) {
      for (const name of names) {
        const target = join(folder, 'node_modules', name)
        mkdirSync(dirname(target), { recursive: true })
        symlinkSync(realpathSync(join(workspaceRoot, 'apps/consumers/node_modules', name)), target)
        const { bin } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as { bin?: object }
        for (const [command, path] of Object.entries(typeof bin === 'object' ? bin : {})) {
          symlinkSync(join(target, path), join(folder, 'node_modules/.bin', command))
        }
      }
    },
    async run(command, args, more) {
      const result = await execa(command, args, { ...options, env: envWith(more) })
      if (result.exitCode === 0) return result.all
      throw new Error(
        `${[command, ...args].join(' ')} failed (${result.exitCode ?? result.shortMessage}):\n${result.all}`,
      )
    },
    async start(command, args, { url, env: more, cwd = folder }) {
      // A process group of its own, so that `stop()` also reaches what npm starts.
      const child = execa(command, args, { ...options, cwd, env: envWith(more), detached: true })
      let ended = false
      void child.then(() => {
        ended = true
      })
      const stop = async () => {
        signalGroup(child.pid)
        await child
      }
      while (!(await responds(url))) {
        if (ended) throw new Error(`${[command, ...args].join(' ')} ended:\n${(await child).all}`)
      }
      return { end: () => void child.kill('SIGTERM'), stop }
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
  consumer.write({ '.npmrc': `${[...npmrc, ...quiet].join('\n')}\n`, ...files })
  return consumer
}

/** Ends the processes that a command started, also those that outlive it. */
function signalGroup(pid: number | undefined) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch {
    // None is left.
  }
}

/** Whether a server responds at the address, a moment from now. */
async function responds(url: string) {
  await new Promise((resolve) => setTimeout(resolve, 100))
  return fetch(url, { redirect: 'manual' }).then(
    () => true,
    () => false,
  )
}
