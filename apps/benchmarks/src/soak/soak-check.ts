/** Counts of responses that must not occur, and of all others. */
export interface SoakCounts {
  responses: number
  tokens: number
  /** Responses without a token, by status. */
  refusals: Record<string, number>
  crossed: number
  dead: number
  nonsense: number
  searches: number
  refusedSearches: number
}

interface Claims {
  readonly exp?: number
  readonly userIds?: readonly { readonly userId?: string; readonly name?: string }[]
}

/** Counts a token that is another user's, has expired, or is no JSON web token. */
export function checkToken(
  counts: SoakCounts,
  { token, user, now }: { token: string; user: string; now: number },
): void {
  counts.tokens++
  const claims = parseClaims(token)
  if (claims === undefined || typeof claims.exp !== 'number') counts.nonsense++
  else if (claims.exp * 1_000 <= now) counts.dead++
  else if (!JSON.stringify(claims).includes(`"${user}"`)) counts.crossed++
}

function parseClaims(token: string): Claims | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims
  } catch {
    return undefined
  }
}
