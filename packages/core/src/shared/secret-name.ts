const words =
  /^args$|token$|secret|passw(or)?d|passphrase|credential|authorization|cookie|(api|private|access)[_-]?key/i

/**
 * Whether a field of this name holds a secret: `client_secret`, `refreshToken`, `COVEO_API_KEY`, `set-cookie`. An error of ioredis has the
 * arguments of its command in `args`: the password of AUTH, or the key of a session.
 */
export function isSecretName(name: string): boolean {
  return words.test(name)
}
