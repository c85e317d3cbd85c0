/** A request as plain data: an adapter creates it from its framework's own request. */
export interface EndpointRequest {
  /** As sent: methods are case-sensitive. */
  readonly method: string
  /** The endpoint's own `scheme://host[:port]`, as the framework sees it after its proxy settings. */
  readonly origin: string
  /** The part of the URL's path below the endpoint's own path. Anything but `''` and `/` is 404. */
  readonly path: string
  /** A request header by its lower-case name; repeated headers joined with `, `. */
  readonly header: (name: string) => string | undefined
  /** An async iterable of chunks, the text or bytes of the body, or the value that a body parser left. */
  readonly body: () => unknown
  /** Aborts when the client disconnects. Ends this request's wait, never a mint that other requests share. */
  readonly signal?: AbortSignal | undefined
}

/** A response as plain data: an adapter hands it to its framework. */
export interface EndpointResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
