/** What one target domain is about, and what each type of privilege on it lets its holder do. */
export interface CatalogEntry {
  readonly owner: string
  readonly targetDomain: string
  /** One sentence per type; a domain that is simply allowed has `ENABLE` alone. */
  readonly allows: Readonly<Record<string, string>>
}

/** A domain that is either allowed or not. */
export function ability(path: string, sentence: string): CatalogEntry {
  return entry(path, { ENABLE: sentence })
}

export interface ManagedOptions {
  /** The things, in the plural. */
  things: string
  types: readonly ('CREATE' | 'VIEW' | 'EDIT')[]
}

/** A domain of things that can be looked at and managed. */
export function managed(path: string, { things, types }: ManagedOptions): CatalogEntry {
  const sentences = {
    CREATE: `Create ${things}.`,
    VIEW: `Look at ${things}.`,
    EDIT: `Change and delete ${things}.`,
  }
  return entry(path, Object.fromEntries(types.map((type) => [type, sentences[type]])))
}

/** A domain in its own words. */
export function entry(path: string, allows: Record<string, string>): CatalogEntry {
  const [owner = '', targetDomain = ''] = path.split(':')
  return Object.freeze({ owner, targetDomain, allows: Object.freeze(allows) })
}
