import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { githubSlug } from '../src/github-slug.ts'
import { repositoryLinks } from '../src/repository-links.ts'
import { createSidebar } from '../src/sidebar.ts'
import { sitePath } from '../src/site-path.ts'
import { vueOfApp } from '../src/vue-of-app.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const app = `${root}apps/docs/`

export default defineConfig({
  title: 'Coveo Token Kit',
  description: 'Per-user Coveo tokens for Express, Next.js and React.',
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  cleanUrls: true,
  // The pages are the Markdown files of the repository themselves.
  srcDir: root,
  srcExclude: ['apps/!(docs)/**', 'packages/*/!(README).md', 'packages/*/*/**', 'packages/demo/**', 'examples/*/**'],
  rewrites: (file) => sitePath(file) ?? file,
  outDir: `${app}dist`,
  cacheDir: `${app}node_modules/.cache`,
  markdown: {
    anchor: { slugify: githubSlug },
    config: (md) => md.use(repositoryLinks),
  },
  themeConfig: {
    search: { provider: 'local' },
    sidebar: createSidebar(),
    outline: { level: [2, 3] },
  },
  vite: { publicDir: `${app}public`, plugins: [vueOfApp(app)] },
})
