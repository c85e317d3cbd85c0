import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'

const lab = fileURLToPath(new URL('../lab/', import.meta.url))
const pages = ['headless-3', 'headless-4', 'atomic', 'two-tabs', 'prerendered', 'guests'] as const
const workers = ['repeating-worker'] as const

export type LabName = (typeof pages)[number]

export interface LabFile {
  body: string
  contentType: string
}

/** The lab's pages and scripts, by path below `/lab/`. */
export type LabFiles = Map<string, LabFile>

/** Bundles the lab's pages with the packages in `node_modules`, as an application does. */
export async function buildLab(): Promise<LabFiles> {
  const entryPoints = [...pages, ...workers].map((name) => `${lab}${name}.ts`)
  const scripts = await bundle(entryPoints, { splitting: true })
  const texts = await readFile(createRequire(import.meta.url).resolve('@coveo/atomic/lang/en.json'), 'utf8')
  return new Map<string, LabFile>([
    ['lang/en.json', { body: texts, contentType: 'application/json' }],
    ...pages.map((page) => [page, { body: markup(page), contentType: 'text/html' }] as const),
    ...[...scripts].map(([name, body]) => [name, { body, contentType: 'text/javascript' }] as const),
  ])
}

function markup(page: LabName): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${page}</title><link rel="icon" href="data:,">
<body>${page === 'atomic' ? atomicMarkup : ''}<script type="module" src="/lab/${page}.js"></script></body></html>`
}

const atomicMarkup = `
<atomic-search-interface>
  <atomic-search-box></atomic-search-box>
  <atomic-query-summary></atomic-query-summary>
  <atomic-query-error></atomic-query-error>
  <atomic-result-list></atomic-result-list>
</atomic-search-interface>`
