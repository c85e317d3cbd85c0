import { setTimeout } from 'node:timers/promises'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

/** Lets the styles and the results of the HTML go before the scripts, on a slow network too. */
const scriptsAfterPaint: Plugin = {
  name: 'scripts-after-paint',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/<script type="module"|<link rel="modulepreload"/g, '$& fetchpriority="low"'),
  },
}

/** Express behind the development server, which starts again whenever a source of the server changes. */
const server = process.env.COVEO_DEV_SERVER ?? 'http://127.0.0.1:4403'

/** Holds requests while Express starts again. */
const waitForServer: Plugin = {
  name: 'wait-for-server',
  configureServer({ middlewares }) {
    middlewares.use('/api', async (_req, _res, next) => {
      for (let attempt = 0; attempt < 50 && !(await isListening()); attempt++) await setTimeout(200)
      next()
    })
  },
}

async function isListening(): Promise<boolean> {
  const response = await fetch(`${server}/api/config`).catch(() => undefined)
  await response?.body?.cancel()
  return response !== undefined
}

export default defineConfig(({ command }) => ({
  root: 'src/page',
  plugins: [react(), scriptsAfterPaint, waitForServer],
  resolve: {
    alias: { '@ag-ui/client': '@coveo-token/demo/no-text-agents' },
    // In development the page is made of the sources of the packages: it shows an edit without a build.
    conditions: [...(command === 'serve' ? ['@coveo-token/source'] : []), ...defaultClientConditions],
  },
  // `pnpm dev` starts the Express server beside Vite's.
  server: { host: '127.0.0.1', proxy: { '/api': { target: server } } },
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: ['index.html', 'not-found.html'].map((page) => `${import.meta.dirname}/src/page/${page}`),
      // Headless declares no side effects, and has none: unused parts of it are left out.
      treeshake: { moduleSideEffects: (id) => !/node_modules\/(@coveo|coveo\.analytics|dayjs)\//.test(id) },
    },
  },
}))
