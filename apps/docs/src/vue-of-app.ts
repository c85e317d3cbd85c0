import type { Plugin } from 'vitepress'

/** Vite plugin: a page outside the app, such as `docs/errors.md`, uses the Vue that the app depends on. */
export function vueOfApp(app: string): Plugin {
  return {
    name: 'vue-of-app',
    enforce: 'pre',
    resolveId(source, importer, options) {
      if (!/^vue(\/|$)/.test(source) || !importer?.endsWith('.md')) return undefined
      return this.resolve(source, `${app}index.md`, { ...options, skipSelf: true })
    },
  }
}
