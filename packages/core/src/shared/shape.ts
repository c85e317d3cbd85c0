/** A wrong part of a value. Never contains the value itself, which may be secret. */
export interface ShapeProblem {
  /** The fields that lead to the part, joined with dots; empty for the whole value. */
  readonly path: string
  readonly message: string
}

interface Place {
  readonly path: string
  readonly problems: ShapeProblem[]
}

/** Returns a copy of a value that has this shape. Otherwise adds what is wrong to `place`, and the result is not usable. */
export type Shape<Value> = (value: unknown, place: Place) => Value

export type ShapeResult<Value> =
  | { readonly value: Value; readonly problems?: undefined }
  | { readonly value?: undefined; readonly problems: readonly ShapeProblem[] }

/** Checks a value and copies what was checked. */
export function checkShape<Value>(shape: Shape<Value>, value: unknown): ShapeResult<Value> {
  const problems: ShapeProblem[] = []
  const copy = shape(value, { path: '', problems })
  return problems.length > 0 ? { problems } : { value: copy }
}

/** Undefined for text that is not JSON of this shape. */
export function parseJson<Value>(shape: Shape<Value>, text: string): Value | undefined {
  try {
    return checkShape(shape, JSON.parse(text)).value
  } catch {
    return undefined
  }
}

/** A value that passes a test and needs no copy. */
export function shapeOf<Value>(isValid: (value: unknown) => boolean, message: string): Shape<Value> {
  return (value, place) => {
    if (!isValid(value)) report(place, value === undefined ? 'is missing' : message)
    return value as Value
  }
}

export const textShape = shapeOf<string>((value) => typeof value === 'string', 'must be a string')
export const numberShape = shapeOf<number>(Number.isFinite, 'must be a number')

/** The same shape with more rules, which are tested if the shape is right. */
export function withRules<Value>(
  shape: Shape<Value>,
  ...rules: readonly (readonly [isKept: (value: Value) => boolean, message: string, path?: string])[]
): Shape<Value> {
  return (value, place) => {
    const before = place.problems.length
    const copy = shape(value, place)
    if (place.problems.length > before) return copy
    for (const [isKept, message, path] of rules) if (!isKept(copy)) report(path ? at(place, path) : place, message)
    return copy
  }
}

export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return (value, place) => (value === undefined ? undefined : shape(value, place))
}

export function listOf<Item>(shape: Shape<Item>): Shape<Item[]> {
  const list = shapeOf<unknown[]>(Array.isArray, 'must be an array')
  return (value, place) => {
    const items = list(value, place)
    return Array.isArray(items) ? Array.from(items, (item, index) => shape(item, at(place, index))) : []
  }
}

export function nonEmptyListOf<Item>(shape: Shape<Item>, message: string): Shape<[Item, ...Item[]]> {
  return withRules(listOf(shape), [(items) => items.length > 0, message]) as Shape<unknown> as Shape<[Item, ...Item[]]>
}

/** An object of any names. */
export function mapOf<Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return (value, place) => {
    if (!isObject(value, place)) return {}
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shape(field, at(place, name))]))
  }
}

/** An object with these fields. Others are problems by default. */
export function objectOf<Value extends object>(
  fields: { readonly [Name in keyof Value]-?: Shape<Value[Name]> },
  others: 'refused' | 'dropped' | 'kept' = 'refused',
): Shape<Value> {
  return (value, place) => {
    if (!isObject(value, place)) return {} as Value
    const copy: Record<string, unknown> = others === 'kept' ? { ...value } : {}
    for (const [name, shape] of Object.entries<Shape<unknown>>(fields)) {
      const field = shape(value[name], at(place, name))
      if (field !== undefined) copy[name] = field
    }
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
    if (others === 'refused' && unknown.length > 0) {
      report(place, `has unknown fields: ${unknown.map((name) => name.slice(0, 50)).join(', ')}`)
    }
    return copy as Value
  }
}

function isObject(value: unknown, place: Place): value is Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isRecord) report(place, value === undefined ? 'is missing' : 'must be an object')
  else if (Object.hasOwn(value, '__proto__')) report(place, 'no field can be named __proto__')
  return isRecord
}

function at({ path, problems }: Place, name: string | number): Place {
  return { path: path === '' ? `${name}` : `${path}.${name}`, problems }
}

function report({ path, problems }: Place, message: string): void {
  problems.push({ path, message })
}
