import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { workspaceRoot } from './workspace-root.ts'

export interface Manifest {
  name: string
  version: string
  [field: string]: unknown
}

/** A package as npm would receive it. */
export interface PackedPackage {
  manifest: Manifest
  tarball: Buffer
}

/** Packs every public package. The packages must be built. */
export async function packPackages(): Promise<PackedPackage[]> {
  const packages = join(workspaceRoot, 'packages')
  const published = readdirSync(packages)
    .map((name) => join(packages, name))
    .filter((path) => !JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')).private)
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-packed-'))
  try {
    return await Promise.all(published.map((path) => pack(path, folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function pack(path: string, folder: string): Promise<PackedPackage> {
  const { stdout } = await execa('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd: path })
  const { filename } = JSON.parse(stdout) as { filename: string }
  const { stdout: manifest } = await execa('tar', ['-xzOf', filename, 'package/package.json'])
  return { manifest: JSON.parse(manifest), tarball: readFileSync(filename) }
}
