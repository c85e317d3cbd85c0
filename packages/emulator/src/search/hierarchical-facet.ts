import { valuesOf } from '../documents/document-fields.ts'
import type { FacetRequest } from './facet-request.ts'
import type { IndexEntry } from './search-index.ts'
import { byCriterion } from './specific-facet.ts'

const maxDepth = 50

/** A facet value of the request, with its children. */
interface RequestedValue {
  value?: unknown
  state?: unknown
  children?: unknown
  /** How many children of a selected value to return. */
  retrieveCount?: unknown
}

interface Selection {
  path: string[]
  count: number | undefined
}

export interface HierarchicalValue {
  value: string
  path: string[]
  state: 'idle' | 'selected' | 'excluded'
  numberOfResults: number
  children: HierarchicalValue[]
  moreValuesAvailable: boolean
  isLeafValue: boolean
}

/** Whether a facet has a selected path, excluded ones, or a base path that filters. */
export function restrictsPath(facet: FacetRequest): boolean {
  const { currentValues } = facet
  return (
    [basePathOf(facet), excludedPaths(currentValues)].some(({ length }) => length > 0) || !!selectionOf(currentValues)
  )
}

function basePathOf({ filterByBasePath, basePath = [] }: FacetRequest): readonly string[] {
  return filterByBasePath ? basePath : []
}

/** Whether a document is under the selected path, and under no excluded one. */
export function passesHierarchical({ fields }: IndexEntry, facet: FacetRequest): boolean {
  const selected = selectionOf(facet.currentValues)
  const paths = pathsOf(fields, facet)
  const base = basePathOf(facet)
  if (base.length > 0 && !paths.some((path) => startsWith(path, base))) return false
  if (excludedPaths(facet.currentValues).some((excluded) => paths.some((path) => startsWith(path, excluded))))
    return false
  return selected === undefined || paths.some((path) => startsWith(path, selected.path))
}

/** Returns the first level, or the selected path and its children, with counts among `entries`. */
export function hierarchicalValues(facet: FacetRequest, entries: readonly IndexEntry[]) {
  const paths = entries.map(({ fields }) => pathsOf(fields, facet))
  const basePath = facet.basePath ?? []
  const selected = selectionOf(facet.currentValues)
  if (!selected) return levelBelow(basePath, { paths, facet, count: facet.numberOfValues })

  const { path: selectedPath, count = facet.numberOfValues } = selected
  let { values: children, moreValuesAvailable } = levelBelow(selectedPath, { paths, facet, count })
  for (let depth = selectedPath.length; depth > 0; depth -= 1) {
    const path = selectedPath.slice(0, depth)
    const numberOfResults = countUnder(paths, path)
    const state = depth === selectedPath.length ? ('selected' as const) : ('idle' as const)
    const value = path.at(-1) ?? ''
    children = [
      { value, path, state, numberOfResults, children, moreValuesAvailable, isLeafValue: children.length === 0 },
    ]
    moreValuesAvailable = false
  }
  return { values: children, moreValuesAvailable }
}

interface Level {
  paths: readonly (readonly string[][])[]
  facet: FacetRequest
  /** Maximum number of values. */
  count: number
}

function levelBelow(parent: readonly string[], { paths, facet, count }: Level) {
  const names = new Set<string>()
  for (const path of paths.flat()) {
    const name = path[parent.length]
    if (name !== undefined && startsWith(path, parent)) names.add(name)
  }
  const excluded = excludedPaths(facet.currentValues)
  const all = [...names].map((value): HierarchicalValue => {
    const path = [...parent, value]
    const isExcluded = excluded.some((one) => one.length === path.length && startsWith(path, one))
    const isLeafValue = !paths.flat().some((other) => other.length > path.length && startsWith(other, path))
    const numberOfResults = countUnder(paths, path)
    const state = isExcluded ? 'excluded' : 'idle'
    return { value, path, state, numberOfResults, children: [], moreValuesAvailable: false, isLeafValue }
  })
  all.sort(byCriterion(facet.sortCriteria ?? 'occurrences'))
  return { values: all.slice(0, count), moreValuesAvailable: all.length > count }
}

function pathsOf(fields: IndexEntry['fields'], { field, delimitingCharacter }: FacetRequest): string[][] {
  return valuesOf(fields, field).map((value) => value.split(delimitingCharacter))
}

function countUnder(paths: Level['paths'], path: readonly string[]): number {
  return paths.filter((values) => values.some((other) => startsWith(other, path))).length
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((value, depth) => path[depth] === value)
}

function excludedPaths(values: readonly RequestedValue[], above: readonly string[] = []): string[][] {
  return values.flatMap(({ value, state, children }) => {
    const path = [...above, String(value)]
    if (state === 'excluded') return [path]
    return Array.isArray(children) && path.length < maxDepth ? excludedPaths(children as RequestedValue[], path) : []
  })
}

function selectionOf(values: readonly RequestedValue[], above: readonly string[] = []): Selection | undefined {
  for (const { value, state, children, retrieveCount } of values) {
    const path = [...above, String(value)]
    if (state === 'selected') return { path, count: typeof retrieveCount === 'number' ? retrieveCount : undefined }
    const below =
      Array.isArray(children) && path.length < maxDepth ? selectionOf(children as RequestedValue[], path) : undefined
    if (below) return below
  }
  return undefined
}
