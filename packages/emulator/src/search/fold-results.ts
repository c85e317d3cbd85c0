import { valuesOf } from '../documents/document-fields.ts'
import type { IndexEntry } from './search-index.ts'

export interface FoldingOptions {
  /** Field whose value is the same for all documents of a group. */
  filterField: string
  /** Field that a child shares with the `parentField` of its parent. */
  childField?: string | undefined
  parentField?: string | undefined
  /** Maximum number of children in a result. */
  filterFieldRange: number
}

export interface FoldedEntry {
  entry: IndexEntry
  parent?: IndexEntry | undefined
  children: readonly IndexEntry[]
  /** Number of children, including those above `filterFieldRange`. */
  totalChildren: number
}

/** Groups sorted entries by a field. The first entry of a group is its result; entries without the field stay alone. */
export function foldEntries(entries: readonly IndexEntry[], options: FoldingOptions): FoldedEntry[] {
  const { filterFieldRange } = options
  const groups = new Map<string, IndexEntry[]>()
  for (const entry of entries) {
    const value = firstValue(entry, options.filterField)
    const key = value === undefined ? `id:${entry.document.id}` : `value:${value.toLowerCase()}`
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].flatMap(([entry, ...others]) => {
    if (!entry) return []
    const parent = parentOf(entry, { group: [entry, ...others], options })
    const children = others.filter((other) => other !== parent)
    return [{ entry, parent, children: children.slice(0, filterFieldRange), totalChildren: children.length }]
  })
}

function parentOf(
  entry: IndexEntry,
  { group, options: { childField, parentField } }: { group: readonly IndexEntry[]; options: FoldingOptions },
): IndexEntry | undefined {
  if (childField === undefined || parentField === undefined) return undefined
  const id = firstValue(entry, childField)
  if (id === undefined) return undefined
  return group.find((other) => other !== entry && firstValue(other, parentField) === id)
}

function firstValue({ fields }: IndexEntry, field: string): string | undefined {
  return valuesOf(fields, field.replace(/^@/, ''))[0]
}
