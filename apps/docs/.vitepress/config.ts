import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { apiPages } from '../src/api-pages.ts'
import { benchmarkCharts } from '../src/benchmark-charts.ts'
import { findLinkProblems } from '../src/check-links.ts'
import { dates } from '../src/dates.ts'
import { exampleFiles } from '../src/example-files.ts'
import { githubSlug } from '../src/github-slug.ts'
import { legibleComments } from '../src/legible-comments.ts'
import { pictures } from '../src/pictures.ts'
import { home, root } from '../src/repository.ts'
import { repositoryLinks } from '../src/repository-links.ts'
import { searchWords } from '../src/search-words.ts'
import { createSidebar } from '../src/sidebar.ts'
import { sitePath, siteUrl } from '../src/site-path.ts'
import { vueOfApp } from '../src/vue-of-app.ts'

const app = fileURLToPath(new URL('..', import.meta.url))
/** The order of search results: quick starts and errors, guides, packages, reference. The page runs the source of this function. */
const boostDocument = (page: string) => {
  if (/\/(api|decisions)\//.test(page)) return 0.2
  if (/\/(packages|examples)\//.test(page)) return 0.5
  return /\/(quick-start|errors)/.test(page) ? 3 : 1
}
/** A misspelt short word or number is another one. The page runs the source of this function. */
const fuzzy = (word: string) => (word.length > 4 ? 0.2 : false)
/** GitHub Pages has the site below the repository's name. */
const base = process.env.DOCS_BASE ?? '/'

export default defineConfig({
  title: 'Coveo Token Kit',
  description: 'Per-user Coveo tokens for Express, Next.js and React.',
  lang: 'en',
  base,
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  // The pages are the Markdown files of the repository themselves.
  srcDir: root,
  srcExclude: [
    'apps/!(docs)/**',
    'packages/*/!(README).md',
    'packages/*/*/**',
    'packages/demo/**',
    'examples/*/!(README).md',
    'examples/*/*/**',
  ],
  rewrites: (file) => sitePath(file) ?? file,
  outDir: `${app}dist`,
  cacheDir: `${app}node_modules/.cache`,
  buildEnd({ outDir }) {
    const problems = findLinkProblems({ folder: outDir, base })
    if (problems.length > 0) throw new Error(`Some links lead nowhere:\n${problems.join('\n')}`)
  },
  markdown: {
    anchor: { slugify: githubSlug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    codeTransformers: [legibleComments],
    config: (md) =>
      md.use(exampleFiles).use(repositoryLinks).use(benchmarkCharts).use(apiPages).use(pictures).use(dates),
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Quick start', link: '/quick-start-express', activeMatch: '^/quick-start' },
      { text: 'How it works', link: '/how-it-works' },
      { text: 'Examples', link: '/examples/', activeMatch: '^/examples/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: 'GitHub', link: home },
    ],
    search: {
      provider: 'local',
      options: { miniSearch: { options: { tokenize: searchWords }, searchOptions: { boostDocument, fuzzy } } },
    },
    sidebar: createSidebar(),
    outline: { level: [2, 3], label: 'On this page' },
    editLink: {
      pattern: `${home}/blob/main/:path`,
      text: 'Source of this page',
    },
    docFooter: { prev: 'Previous', next: 'Next' },
    externalLinkIcon: false,
  },
  transformPageData(page) {
    // The API reference is generated, so its Markdown is not in the repository.
    if (page.relativePath.startsWith('api/') || siteUrl(page.filePath) === '/') page.frontmatter.editLink = false
    if (page.relativePath === 'benchmarks.md') page.frontmatter.pageClass = 'figures'
  },
  vite: {
    // The index of the search loads when the search opens.
    build: { chunkSizeWarningLimit: 5000 },
    publicDir: `${app}public`,
    plugins: [vueOfApp(app)],
  },
})
