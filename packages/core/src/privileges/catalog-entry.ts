/** One target domain and the meaning of each type of privilege on it. */
export interface CatalogEntry {
  readonly owner: string
  readonly targetDomain: string
  /** One sentence per type. A domain without types has `ENABLE` alone. */
  readonly allows: Readonly<Record<string, string>>
}

/** Creates the entry of a domain without types. */
export function ability(path: string, sentence: string): CatalogEntry {
  return entry(path, { ENABLE: sentence })
}

export interface ManagedOptions {
  /** The managed resources, in the plural. */
  things: string
  types: readonly ('CREATE' | 'VIEW' | 'EDIT')[]
}

/** Creates the entry of a domain of resources to view and manage. */
export function managed(path: string, { things, types }: ManagedOptions): CatalogEntry {
  const sentences = {
    CREATE: `Create ${things}.`,
    VIEW: `Look at ${things}.`,
    EDIT: `Change and delete ${things}.`,
  }
  return entry(path, Object.fromEntries(types.map((type) => [type, sentences[type]])))
}

/** Creates the entry of a domain from one sentence per type. */
export function entry(path: string, allows: Record<string, string>): CatalogEntry {
  const [owner = '', targetDomain = ''] = path.split(':')
  return Object.freeze({ owner, targetDomain, allows: Object.freeze(allows) })
}
