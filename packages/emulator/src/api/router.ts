/** A route of any kind: methods, and a path whose `:name` segments are parameters. */
export interface Routable {
  methods: readonly string[]
  path: string
}

export type RouteMatch<Route> =
  | { route: Route; params: Record<string, string> }
  | { allowed: readonly string[] }
  | undefined

interface PathEntry<Route> {
  segments: readonly string[]
  routes: Route[]
}

/** Creates a lookup by method and path. HEAD matches GET; one trailing slash is ignored. */
export function createRouter<Route extends Routable>(routes: readonly Route[]) {
  const entries = new Map<string, PathEntry<Route>>()
  for (const route of routes) {
    const entry = entries.get(route.path) ?? { segments: route.path.split('/'), routes: [] }
    entry.routes.push(route)
    entries.set(route.path, entry)
  }

  function find(path: string): { entry: PathEntry<Route>; params: Record<string, string> } | undefined {
    const exact = entries.get(path)
    if (exact) return { entry: exact, params: {} }
    const segments = path.split('/')
    for (const entry of entries.values()) {
      const params = matchSegments(entry.segments, segments)
      if (params) return { entry, params }
    }
    return undefined
  }

  return function match(method: string, path: string): RouteMatch<Route> {
    const found = find(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)
    if (!found) return undefined
    const effective = method === 'HEAD' ? 'GET' : method
    const route = found.entry.routes.find(({ methods }) => methods.includes(effective))
    if (route) return { route, params: found.params }
    return { allowed: found.entry.routes.flatMap(({ methods }) => methods) }
  }
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const params: Record<string, string> = {}
  for (const [position, expected] of pattern.entries()) {
    const actual = segments[position] ?? ''
    if (!expected.startsWith(':')) {
      if (expected !== actual) return undefined
    } else {
      const value = decode(actual)
      if (!value) return undefined
      params[expected.slice(1)] = value
    }
  }
  return params
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
