import type { DemoUser } from '../users/demo-user.ts'
import { type DemoOutcome, refuse, sendToEmulator } from './demo-outcome.ts'

/** Options of `explainAccess`. */
export interface ExplainAccessOptions {
  /** The user of the session. */
  user: DemoUser | undefined
  /** The `uniqueId` of a result. */
  document: string
  /** URL of the emulator; undefined with a real organization. */
  emulatorControl: string | undefined
  /** Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
}

/** Names the users and groups through which `user` may read a document. Only the emulator knows them: Coveo names none. */
export async function explainAccess(options: ExplainAccessOptions): Promise<DemoOutcome> {
  const { user, document, emulatorControl } = options
  if (emulatorControl === undefined) return refuse(404, 'no-emulator', 'Only the emulator explains its permissions.')
  if (user === undefined) return refuse(401, 'not-authenticated', 'Sign in first.')
  const query = new URLSearchParams({ document, user: user.id })
  return sendToEmulator(`${emulatorControl}/__emulator/access?${query}`, { fetch: options.fetch })
}
