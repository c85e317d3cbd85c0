import { readdirSync, readFileSync } from 'node:fs'
import type { NextConfig } from 'next'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'

export default function config(phase: string): NextConfig {
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    turbopack: {
      resolveAlias: {
        '@ag-ui/client': '@coveo-token/demo/no-text-agents',
        ...(phase === PHASE_DEVELOPMENT_SERVER && sourceEntries()),
      },
    },
    // The script `build` typechecks after `next build`, with the workspace's own compiler.
    typescript: { ignoreBuildErrors: true },
  }
}

/** The entries of the packages as their sources. In development the app is made of them: it shows an edit without a build. */
function sourceEntries(): Record<string, string> {
  const packages = '../../packages'
  const entries = readdirSync(packages).flatMap((folder) => {
    const { name, exports = {} } = JSON.parse(readFileSync(`${packages}/${folder}/package.json`, 'utf8'))
    return Object.entries<{ '@coveo-token/source'?: string }>(exports).map(
      ([entry, { '@coveo-token/source': source }]) => [
        name + entry.slice(1),
        source && `${packages}/${folder}/${source.slice(2)}`,
      ],
    )
  })
  return Object.fromEntries(entries.filter(([, source]) => source))
}
