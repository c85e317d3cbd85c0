import { pageAddress } from './page-address.ts'

/** Which Markdown files of the repository are pages, and where. The first pattern that matches decides. */
const places: readonly [pattern: RegExp, path: string][] = [
  [/^apps\/docs\/index\.md$/, 'index.md'],
  [/^apps\/docs\/api\/@coveo-token\/(.+)\.md$/, 'api/$1.md'],
  [/^apps\/docs\/api\/index\.md$/, 'api/index.md'],
  [/^README\.md$/, 'overview.md'],
  [/^docs\/((?:.+\/)?)README\.md$/, '$1index.md'],
  [/^docs\/(.+)\.md$/, '$1.md'],
  // The demo's package is private.
  [/^packages\/(?!demo\/)([^/]+)\/README\.md$/, 'packages/$1.md'],
  [/^examples\/README\.md$/, 'examples/index.md'],
  [/^examples\/([^/]+)\/README\.md$/, 'examples/$1.md'],
  [/^(CODE_OF_CONDUCT|CONTRIBUTING|MAINTAINING|SECURITY|SUPPORT)\.md$/, 'project/$1.md'],
]

/** The path of a page inside the site, such as `packages/core.md`; undefined for a file that is no page. */
export function sitePath(file: string): string | undefined {
  const place = places.find(([pattern]) => pattern.test(file))
  return (
    place &&
    file
      .replace(...place)
      .toLowerCase()
      .replaceAll('_', '-')
  )
}

/** The address of a page, such as `/packages/core` or `/decisions/`. */
export function siteUrl(file: string): string | undefined {
  const path = sitePath(file)
  return path && pageAddress(path)
}
