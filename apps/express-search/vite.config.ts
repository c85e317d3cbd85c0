import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Lets the styles and the results of the HTML go before the scripts, on a slow network too. */
const scriptsAfterPaint: Plugin = {
  name: 'scripts-after-paint',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/<script type="module"|<link rel="modulepreload"/g, '$& fetchpriority="low"'),
  },
}

export default defineConfig({
  root: 'src/page',
  plugins: [react(), scriptsAfterPaint],
  resolve: { alias: { '@ag-ui/client': '@coveo-token/demo/no-text-agents' } },
  // `pnpm dev` starts the Express server beside Vite's.
  server: { host: '127.0.0.1', proxy: { '/api': { target: process.env.COVEO_DEV_SERVER ?? 'http://127.0.0.1:4403' } } },
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
})
