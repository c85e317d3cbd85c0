/** The part of a Headless configuration that the signed-in user decides: spread it into `configuration`. */
export interface SearchAccess {
  organizationId: string
  accessToken: string
  /** Present in the browser only: on a server, a token outlives the request that it serves. */
  renewAccessToken?: () => Promise<string>
}
