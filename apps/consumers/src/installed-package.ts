import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Manifest } from './packed-package.ts'
import { workspaceRoot } from './workspace-root.ts'

const store = join(workspaceRoot, 'node_modules/.pnpm')

/** A package that the workspace's lockfile selected. */
export interface InstalledPackage {
  manifest: Manifest
  folder: string
}

/** Finds every installed version of a package, by version. */
export function findInstalledPackages(name: string): Map<string, InstalledPackage> {
  const prefix = `${name.replace('/', '+')}@`
  const found = new Map<string, InstalledPackage>()
  for (const entry of readdirSync(store)) {
    if (!entry.startsWith(prefix)) continue
    const folder = join(store, entry, 'node_modules', name)
    const path = join(folder, 'package.json')
    if (!existsSync(path)) continue
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    found.set(manifest.version, { manifest, folder })
  }
  return found
}

/** Packs an installed package as it is. */
export async function packInstalledPackage({ folder }: InstalledPackage): Promise<Buffer> {
  // pnpm links equal files of a package to each other; npm ignores links in a tarball.
  const args = ['-czf', '-', '--hard-dereference', '--transform', 's,^[.],package,', '.']
  const { stdout } = await execa('tar', args, { cwd: folder, encoding: 'buffer', env: { GZIP: '-1' } })
  return Buffer.from(stdout)
}
