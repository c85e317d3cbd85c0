import type { TokenSnapshot } from '@coveo-token/core/browser'
import type { TokenClaims } from './token-claims.ts'
import { describeTokenPrivileges, enforcedParameters } from './token-privileges.ts'

const origins = {
  initial: 'the server, with the page',
  endpoint: 'the token endpoint',
  tab: 'another tab',
} as const

interface TokenFactsProps {
  snapshot: Extract<TokenSnapshot, { status: 'ready' }>
  claims: TokenClaims | undefined
  /** Number of renewals so far. */
  renewals: number
}

/** Privileges, limits and origin of the token. */
export function TokenFacts({ snapshot, claims, renewals }: TokenFactsProps) {
  const powers = claims === undefined ? [] : describeTokenPrivileges(claims)
  const limits = claims === undefined ? [] : enforcedParameters(claims)
  return (
    <dl className="facts">
      <div>
        <dt>May</dt>
        <dd>
          {powers.length === 0 ? (
            'Unknown'
          ) : (
            // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
            <ul role="list">
              {powers.map((power) => (
                <li key={power}>{power}</li>
              ))}
            </ul>
          )}
        </dd>
      </div>
      {limits.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Came from</dt>
        <dd>{origins[snapshot.origin]}</dd>
      </div>
      <div>
        <dt>Fingerprint</dt>
        <dd>
          <code data-testid="token-fingerprint">{snapshot.fingerprint}</code>
        </dd>
      </div>
      <div>
        <dt>Renewals</dt>
        <dd>
          <span data-testid="renewals">{renewals}</span> so far
        </dd>
      </div>
    </dl>
  )
}
