const maxDepth = 20

/**
 * Returns a copy without the properties that are null: clients send null for what they leave out. Items of lists stay.
 * Coveo marks most parameters of a search as nullable, and does not document the others.
 */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth + 1))
  const set = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(set.map(([name, item]) => [name, withoutNulls(item, depth + 1)]))
}
