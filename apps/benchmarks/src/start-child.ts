import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface StartedChild {
  readonly child: ChildProcess
  /** Its first message. */
  readonly message: unknown
}

/** Starts a program of this folder, and waits for its first message. */
export async function startChild(file: string, args: string[], execArgv: string[] = []): Promise<StartedChild> {
  const env = { ...process.env, NODE_ENV: 'production' } as const
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    env,
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}.`)))
  const [message] = await Promise.race([once(child, 'message'), failed])
  failed.catch(() => {})
  return { child, message }
}
