/** A page by its Markdown file in the repository. Its text is the page's title, unless given. */
export type Entry = string | { file: string; text: string }

export interface Section {
  title: string
  /** A section with many pages: the pages below this address have it as their sidebar, the others link to its first page. */
  under?: string
  entries: readonly Entry[]
}

/**
 * The site's navigation. A pattern adds the files that no other entry names. A test fails if a page is missing here, so that readers
 * find every page.
 */
export const navigation: readonly Section[] = [
  {
    title: 'Start',
    entries: [
      { file: 'README.md', text: 'Overview' },
      'docs/how-it-works.md',
      { file: 'docs/quick-start-express.md', text: 'Express' },
      { file: 'docs/quick-start-next.md', text: 'Next.js, App Router' },
      { file: 'docs/quick-start-next-pages.md', text: 'Next.js, Pages Router' },
      { file: 'docs/quick-start-hono.md', text: 'Hono and Workers' },
      'docs/installing.md',
    ],
  },
  {
    title: 'Guides',
    entries: [
      { file: 'docs/identity.md', text: 'Identity: sign-in and groups' },
      { file: 'docs/headless.md', text: 'Headless and Atomic' },
      'docs/server-rendering.md',
      { file: 'docs/guides.md', text: 'Guests, hubs, commerce, agents' },
      { file: 'docs/testing.md', text: 'Testing with the emulator' },
      { file: 'docs/rate-limits.md', text: 'Rate limits' },
      'docs/migrating.md',
      'docs/coveo-samples.md',
      'docs/*.md',
    ],
  },
  {
    title: 'In production',
    entries: [
      'docs/deploying.md',
      { file: 'docs/scale.md', text: 'Scale' },
      { file: 'docs/operating.md', text: 'Operating: logs, metrics, alerts' },
      { file: 'docs/errors.md', text: 'Errors by code' },
      'docs/security.md',
      { file: 'SECURITY.md', text: 'Security policy' },
      'docs/benchmarks.md',
    ],
  },
  {
    title: 'Packages',
    entries: [
      { file: 'packages/core/README.md', text: 'core' },
      { file: 'packages/express-middleware/README.md', text: 'express-middleware' },
      { file: 'packages/next/README.md', text: 'next' },
      { file: 'packages/react/README.md', text: 'react' },
      { file: 'packages/redis-store/README.md', text: 'redis-store' },
      { file: 'packages/emulator/README.md', text: 'emulator' },
      { file: 'packages/cli/README.md', text: 'cli' },
    ],
  },
  {
    title: 'Examples',
    under: '/examples/',
    entries: [{ file: 'examples/README.md', text: 'All examples' }, 'examples/*/README.md'],
  },
  {
    title: 'API reference',
    under: '/api/',
    entries: [{ file: 'apps/docs/api/index.md', text: 'All entries' }, 'apps/docs/api/**/*.md'],
  },
  {
    title: 'Decisions',
    under: '/decisions/',
    entries: [{ file: 'docs/decisions/README.md', text: 'All decisions' }, 'docs/decisions/*.md'],
  },
  {
    title: 'Project',
    entries: [
      'docs/architecture.md',
      'CONTRIBUTING.md',
      'MAINTAINING.md',
      'docs/mutation.md',
      'SUPPORT.md',
      'CODE_OF_CONDUCT.md',
    ],
  },
]
