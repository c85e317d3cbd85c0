const words = /secret|passw(?:or)?d|passphrase|credential|authorization|cookie|(?:api|private|access)[_-]?key/i

/** Whether a field of this name holds a secret: `client_secret`, `refreshToken`, `COVEO_API_KEY`, `set-cookie`. */
export function isSecretName(name: string): boolean {
  return words.test(name) || /token$/i.test(name)
}
