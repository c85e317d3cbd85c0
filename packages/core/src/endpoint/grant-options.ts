import type { CoveoClient } from '../coveo/coveo-client.ts'
import { coveoClientFromEnv } from '../coveo/coveo-client-from-env.ts'
import { issuerSettings, type TokenIssuerOptions } from '../issuing/issuer-options.ts'
import type { SharedOptions } from '../issuing/shared-options.ts'

/** A Coveo client. Looking up privileges is needed for `requirePrivileges` alone. */
export type IssuingClient = NonNullable<TokenIssuerOptions<never>['coveo']> &
  Partial<Pick<CoveoClient, 'getTokenPrivileges'>>

/** The options of `createCoveo` that decide its tokens. */
export interface GrantOptions<User>
  extends Pick<TokenIssuerOptions<User>, 'grant' | 'lifetimeMs' | 'maxEntries' | 'onEvent'> {
  /** Mints the tokens. Default: `coveoClientFromEnv()`, which reads the environment at its first call. */
  readonly coveo?: IssuingClient | undefined
  /** A store for all instances, or a function that runs at first use. Default: each instance mints its own tokens. */
  readonly shared?: SharedOptions | (() => SharedOptions) | undefined
}

export interface IssuerPlan<User> {
  readonly coveo: IssuingClient
  /** The options of `createTokenIssuer`. Runs `shared`. */
  readonly issuerOptions: () => TokenIssuerOptions<User>
  /** Names everything beside the grant that decides a token or where it is kept. Reads the environment by default. */
  readonly memoryKey: () => string
}

/** Checks the options at once, and defers what reads the environment or opens connections to its first use. */
export function planIssuer<User>(options: GrantOptions<User>): IssuerPlan<User> {
  const {
    coveo = coveoClientFromEnv(),
    shared,
    grant,
    lifetimeMs,
    maxEntries,
    onEvent,
  }: GrantOptions<User> = Object(options)
  const local: TokenIssuerOptions<User> = { coveo, grant, lifetimeMs, maxEntries, onEvent }
  const settings = issuerSettings(local)
  return {
    coveo,
    issuerOptions: () => ({ ...local, shared: typeof shared === 'function' ? shared() : shared }),
    memoryKey: () =>
      JSON.stringify([
        coveo.scope,
        settings.lifetimeMs,
        settings.maxEntries,
        shared === undefined ? 'local' : 'shared',
      ]),
  }
}
