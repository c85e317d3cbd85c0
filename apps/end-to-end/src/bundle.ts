import { type BuildOptions, build } from 'esbuild'

/** Bundles scripts for a page with the packages in `node_modules`, as an application does. Returns them by name, such as `kit.js`. */
export async function bundle(
  entryPoints: string[],
  options: Pick<BuildOptions, 'minify' | 'splitting'> = {},
): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    ...options,
    entryPoints,
    outdir: '/',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
  })
  return new Map(outputFiles.map(({ path, text }) => [path.slice(1), text]))
}
