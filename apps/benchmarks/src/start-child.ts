import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface StartedChild {
  /** Its first message. */
  readonly message: unknown
  /** Sends a message, and resolves with the reply. Rejects if the child ends before. */
  readonly request: <Reply>(message: string) => Promise<Reply>
  /** Ends it. */
  readonly stop: () => void
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
  failed.catch(() => {})

  async function nextMessage(): Promise<unknown> {
    const [message] = await Promise.race([once(child, 'message'), failed])
    return message
  }

  return {
    message: await nextMessage(),
    async request<Reply>(message: string) {
      const reply = nextMessage()
      child.send(message)
      return (await reply) as Reply
    },
    stop: () => child.disconnect(),
  }
}
