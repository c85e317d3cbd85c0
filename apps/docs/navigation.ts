/** A page by its Markdown file in the repository. Its text is the page's title, unless given. */
export type Entry = string | { file: string; text: string }

export interface Section {
  title: string
  /** The section is closed at first: it has many pages. */
  isClosed?: true
  entries: readonly Entry[]
}

/** The site's navigation. A test fails if a page of the site is missing here, so that readers find every page. */
export const navigation: readonly Section[] = [
  {
    title: 'Start',
    entries: [
      { file: 'README.md', text: 'Overview' },
      { file: 'docs/quick-start-express.md', text: 'Express' },
      { file: 'docs/quick-start-next.md', text: 'Next.js, App Router' },
      { file: 'docs/quick-start-next-pages.md', text: 'Next.js, Pages Router' },
      { file: 'docs/quick-start-hono.md', text: 'Hono and Workers' },
      'docs/installing.md',
      'docs/how-it-works.md',
      'docs/architecture.md',
    ],
  },
  {
    title: 'Guides',
    entries: [
      'docs/migrating.md',
      'docs/guides.md',
      'docs/identity.md',
      'docs/headless.md',
      'docs/server-rendering.md',
      'docs/testing.md',
      'docs/coveo-samples.md',
      'docs/rate-limits.md',
    ],
  },
  {
    title: 'In production',
    entries: [
      'docs/deploying.md',
      'docs/scale.md',
      'docs/operating.md',
      'docs/errors.md',
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
    isClosed: true,
    entries: [{ file: 'examples/README.md', text: 'All examples' }, 'examples/*/README.md'],
  },
  {
    title: 'API reference',
    isClosed: true,
    entries: [{ file: 'apps/docs/api/index.md', text: 'All entries' }, 'apps/docs/api/**/*.md'],
  },
  {
    title: 'Decisions',
    isClosed: true,
    entries: [{ file: 'docs/decisions/README.md', text: 'All decisions' }, 'docs/decisions/*.md'],
  },
  {
    title: 'Project',
    isClosed: true,
    entries: ['CONTRIBUTING.md', 'MAINTAINING.md', 'SUPPORT.md', 'CODE_OF_CONDUCT.md'],
  },
]
