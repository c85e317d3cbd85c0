import { type CoveoClient, coveoClientFromEnv } from '@coveo-token/core'
import { type CallRecorder, createCallRecorder } from './call-recorder.ts'
import type { CommandContext } from './command.ts'

export interface RecordedClient {
  readonly client: CoveoClient
  readonly calls: CallRecorder
  /** The warnings of the client so far. */
  readonly warnings: readonly string[]
}

/** Creates a client from the environment that records its calls. Throws a `TokenError` for wrong settings. */
export function createRecordedClient(context: CommandContext, overrides: Record<string, string> = {}): RecordedClient {
  const calls = createCallRecorder(context)
  const warnings: string[] = []
  const client = coveoClientFromEnv({
    env: { ...context.env, ...overrides },
    fetch: calls.fetch,
    now: context.now,
    onWarning: (warning) => warnings.push(warning),
  })
  // Reads the environment now, so that wrong settings are reported before anything else.
  void client.organizationId
  return { client, calls, warnings }
}
