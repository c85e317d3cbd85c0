import type { CoveoBaseUrls } from './base-urls.ts'

/** A call to Coveo as data, without the API key, which the transport adds. */
export interface CoveoRequest {
  /** Selects the base URL. */
  readonly family: keyof CoveoBaseUrls
  readonly method: 'GET' | 'POST'
  /** Path and query after the base URL. May contain a token: redact it before showing it. */
  readonly path: string
  /** JSON value of the body, if there is one. */
  readonly body?: unknown
  /** The token in the path, if there is one: masked in every failed response. */
  readonly secret?: string
}
