/** The part of a Headless configuration that the user decides: spread it into `configuration`. */
export interface SearchAccess {
  readonly organizationId: string
  readonly accessToken: string
  /** In the browser only: on a server, a token outlives its request. */
  readonly renewAccessToken?: () => Promise<string>
}
