export const tokenLifetimeMs = 1_800_000
/** The wall clock at the start of a small world. */
export const worldEpoch = 1.7e12

/** A token of a small world. */
export interface MintedToken {
  readonly user: string
  readonly endsAt: number
  /** Place in the order of the request that brought it. */
  readonly order: number
}

/** The claims of a token that show when it was minted. */
function claimsAt(now: number) {
  const iat = Math.floor((worldEpoch + now) / 1_000)
  return { iat, exp: iat + tokenLifetimeMs / 1_000 }
}

/** Creates the tokens of a small world, and knows whom they belong to. */
export class WorldMint {
  private readonly tokens = new Map<string, MintedToken>()

  /** The body of a response with a new token. */
  mint(user: string, { order, now }: { order: number; now: number }) {
    const fingerprint = `${user}-${this.tokens.size}`
    const token = `e30.${btoa(JSON.stringify(claimsAt(now)))}.${fingerprint}`
    this.tokens.set(token, { user, endsAt: now + tokenLifetimeMs, order })
    const expiresIn = tokenLifetimeMs / 1_000
    const rest = { kind: 'search', organizationId: 'acme', expiresIn, refreshIn: expiresIn * 0.8 } as const
    return { token, ...rest, fingerprint, subject: user }
  }

  find(token: string | undefined): MintedToken | undefined {
    return token === undefined ? undefined : this.tokens.get(token)
  }
}

/** The members of a response that the source reads. A real one would take most of the time of a walk. */
export function respondWith(status: number, body: unknown): Response {
  const text = JSON.stringify(body)
  return { ok: status < 300, status, headers: new Headers(), text: async () => text } as Response
}
