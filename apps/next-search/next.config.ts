import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { resolveAlias: { '@ag-ui/client': '@coveo-token/demo/no-text-agents' } },
  // `pnpm typecheck` checks this app like every other folder, tests included, with the workspace's own compiler.
  typescript: { ignoreBuildErrors: true },
}

export default config
