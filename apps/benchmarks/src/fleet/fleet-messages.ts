/** The work of one instance, in JSON as its only argument. */
export interface InstanceWork {
  /** The base URL of the stub of Coveo. */
  readonly coveoUrl: string
  /** The socket of Redis. Without it each instance has memory alone. */
  readonly redisPath?: string | undefined
  readonly users: number
  /** Number of requests to this instance. */
  readonly requests: number
  /** Requests in flight at the same time. */
  readonly concurrency: number
  /** Starts its random order of users. */
  readonly seed: number
}

/** The report of an instance after its work. */
export interface InstanceReport {
  readonly errors: Record<string, number>
  readonly wrongTokens: number
  readonly endedTokens: number
  /** Milliseconds of each request, by its outcome. */
  readonly times: Record<string, number[]>
  /** Failures of the store, by their messages. */
  readonly storeFailures: Record<string, number>
  readonly elapsedMs: number
}
