/** Length of a Coveo search token with a few claims, in characters. */
export const tokenLength = 640

/** A string as long as a token, different for each owner, in one piece of memory. */
export function sampleToken(owner: string, length = tokenLength): string {
  return Buffer.from(`${owner}.`.repeat(Math.ceil(length / (owner.length + 1))))
    .subarray(0, length)
    .toString('latin1')
}
