import type { SecurityIdentity } from '@coveo-token/core'
import type { Privilege } from '@coveo-token/core/privileges'
import type { CommandContext } from '../command/command.ts'
import { createRecordedClient, type RecordedClient } from '../command/coveo-client.ts'
import type { EndpointProbe } from './endpoint/endpoint-probe.ts'

export interface DoctorOptions {
  readonly context: CommandContext
  /** The identity of the trial token. */
  readonly identity: SecurityIdentity
  /** Folders of built output, relative to the current one. */
  readonly folders: readonly string[]
  readonly endpoint?: EndpointProbe | undefined
}

/** The options and the results that checks share. Each call to Coveo is sent once. */
export interface DoctorRun extends DoctorOptions {
  /** Throws a `TokenError` for wrong settings. */
  readonly coveo: () => RecordedClient
  /** The privileges of the API key. */
  readonly privileges: () => Promise<readonly Privilege[]>
  /** The trial token. */
  readonly token: () => Promise<string>
  /** The configured API keys. */
  readonly apiKeys: readonly string[]
}

/** Shortest lifetime that Coveo accepts, in milliseconds. @see https://docs.coveo.com/en/56 */
const trialTokenMs = 900_000

/** Creates the shared state of one run. */
export function createDoctorRun(options: DoctorOptions): DoctorRun {
  const { context, identity } = options
  const coveo = once(() => createRecordedClient(context))
  return {
    ...options,
    coveo,
    privileges: once(async () => coveo().client.getTokenPrivileges(context.env.COVEO_API_KEY?.trim() ?? '')),
    token: once(async () => {
      const minted = await coveo().client.createSearchToken({ userIds: [identity], validFor: trialTokenMs })
      return minted.token
    }),
    apiKeys: [context.env.COVEO_API_KEY, context.env.COVEO_API_KEY_PREVIOUS].flatMap((key) => key?.trim() || []),
  }
}

function once<Result>(create: () => Result): () => Result {
  let created: { readonly result: Result } | undefined
  return () => {
    created ??= { result: create() }
    return created.result
  }
}
