/** Length of a Coveo search token with a few claims, in characters. */
export const tokenLength = 640

/** A string as long as a token, different for each owner, in one piece of memory. */
export function sampleToken(owner: string): string {
  return Buffer.from(`${owner}.`.repeat(Math.ceil(tokenLength / (owner.length + 1))))
    .subarray(0, tokenLength)
    .toString('latin1')
}
