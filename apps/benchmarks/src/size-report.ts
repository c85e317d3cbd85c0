import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { markdownTable } from './markdown-table.ts'

interface Size {
  name: string
  /** First download, in bytes after gzip. */
  gzip: number
  /** Bytes that load at the first failure. */
  onDemand: number
}

/** Sizes of other packages, for scale. `pnpm bench` does not bundle these. */
const others: readonly [string, number][] = [
  ['ably/react, hooks alone', 1887],
  ['@workos-inc/authkit-nextjs, `useAccessToken`', 2003],
  ['swr, `useSWR`', 6424],
  ['keycloak-js', 8180],
  ['@tanstack/react-query, one query', 9997],
  ['next-auth/react', 10_301],
  ['@auth0/nextjs-auth0, client', 11_987],
  ['@auth0/auth0-spa-js', 13_832],
  ['oidc-client-ts', 17_513],
  ['@supabase/auth-js', 23_074],
  ['@clerk/clerk-react, before what it loads at run time', 27_456],
  ['@azure/msal-browser', 75_889],
  ['@coveo/headless, `buildSearchEngine`', 94_973],
]

/** Formats the section on bundle sizes as Markdown. */
export function sizeReport(): string {
  const script = fileURLToPath(new URL('../../../packages/react/scripts/size.mjs', import.meta.url))
  const { stdout } = spawnSync(process.execPath, [script, '--json'], { encoding: 'utf8' })
  const ours = (JSON.parse(stdout) as Size[]).map(({ name, gzip, onDemand }): [string, number, string] => [
    `ours: ${name}`,
    gzip,
    `${onDemand} B`,
  ])
  const all = [...ours, ...others.map(([name, gzip]): [string, number, string] => [name, gzip, ''])]
  const rows = all.sort(([, one], [, other]) => one - other).map(([name, gzip, later]) => [name, `${gzip} B`, later])
  return `## Browser bundles

${markdownTable(['bundle', 'gzip', 'more, at the first failure'], rows)}

Bundled by esbuild as ES2022 modules and minified, React left out, gzip level 9. Each \`pnpm bench\` bundles ours again; the others were
measured once, in the same way. They do other work than ours and are here for scale.
`
}
