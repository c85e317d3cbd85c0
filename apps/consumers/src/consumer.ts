import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { execa } from 'execa'
import { workspaceRoot } from './workspace-root.ts'

export interface Consumer {
  folder: string
  /** Adds or replaces files, by path. */
  write(files: Record<string, string>): void
  /** Makes packages of this workspace available without an installation. */
  link(names: string[]): void
  /** Runs a command line in the folder. Resolves with its whole output; rejects with it after a failure. */
  run(command: string, args: string[]): Promise<string>
  dispose(): void
}

export interface ConsumerOptions {
  /** Lines of `.npmrc`, such as the registry. */
  npmrc: string[]
  files?: Record<string, string>
}

/** Creates an application in a folder of its own, outside the workspace. */
export function createConsumer({ npmrc, files = {} }: ConsumerOptions): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-consumer-'))
  const quiet = ['audit=false', 'fund=false', 'update-notifier=false', `cache=${folder}/.npm-cache`]
  // An environment without this workspace: no tool of pnpm's, no settings of the run that started the test.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|VITEST|NODE_ENV|NODE_OPTIONS|COVEO_)/i.test(name)),
  )
  const path = [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter)
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
      }
    },
    async run(command, args) {
      const options = { cwd: folder, env: { ...env, PATH: path, NO_COLOR: '1' }, extendEnv: false, all: true } as const
      const result = await execa(command, args, { ...options, stdin: 'ignore', reject: false })
      if (result.exitCode === 0) return result.all
      throw new Error(
        `${[command, ...args].join(' ')} failed (${result.exitCode ?? result.shortMessage}):\n${result.all}`,
      )
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
  consumer.write({ '.npmrc': `${[...npmrc, ...quiet].join('\n')}\n`, ...files })
  return consumer
}
