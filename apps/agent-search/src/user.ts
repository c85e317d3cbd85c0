/** The user whom the agent works for. */
export interface User {
  readonly email: string
}
