/** The four cases of a failure that a page can distinguish for its end users. */
export type ErrorReason = 'offline' | 'unavailable' | 'signed-out' | 'broken'

/** One sentence for end users for each reason, without technical words. */
export const userMessages: Readonly<Record<ErrorReason, string>> = {
  offline: 'You seem to be offline.',
  unavailable: 'Search is unavailable at the moment.',
  'signed-out': 'You are signed out.',
  broken: 'Search does not work at the moment.',
}

/** The reason that follows from an error's code, status and retryability. */
export function errorReason(error: { code: string; status: number; retryable: boolean }): ErrorReason {
  if (error.code === 'endpoint-unreachable') return 'offline'
  if (error.status === 401 && error.code !== 'coveo-refused') return 'signed-out'
  return error.retryable ? 'unavailable' : 'broken'
}

/** The section of the manual about an error code. */
export function errorDocs(code: string): string {
  return `docs/errors.md#${code}`
}
