/** The fields of a result that the page shows. */
export interface ResultFields {
  readonly title: string
  readonly excerpt: string
  readonly source: string | undefined
  readonly authors: readonly string[]
  readonly date: Date | undefined
}

/** A result as Coveo sends it. */
export interface FoundResult {
  readonly title?: unknown
  readonly excerpt?: unknown
  readonly raw: { readonly source?: unknown; readonly author?: unknown; readonly date?: unknown }
}

/** Reads the fields of a result. An index can hold any value in a field, or none: the page leaves out what it cannot show. */
export function resultFields({ title, excerpt, raw }: FoundResult): ResultFields {
  const date = new Date(typeof raw.date === 'number' ? raw.date : Number.NaN)
  return {
    title: text(title) ?? 'Untitled document',
    excerpt: text(excerpt) ?? '',
    source: text(raw.source),
    authors: [raw.author].flat().flatMap((author) => text(author) ?? []),
    date: Number.isNaN(date.getTime()) ? undefined : date,
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
