export interface SearchSettings {
  /**
   * Whether a condition on a field that no document has is a 400, or finds nothing and is named in `warnings`.
   * @see https://docs.coveo.com/en/1471
   */
  unknownFields: 'reject' | 'warn'
}
