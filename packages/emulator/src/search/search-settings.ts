export interface SearchSettings {
  /**
   * `reject` is a 400 for a condition on a field that no document has. `warn` finds nothing and names it in `warnings`.
   * @see https://docs.coveo.com/en/1471
   */
  unknownFields: 'reject' | 'warn'
}
