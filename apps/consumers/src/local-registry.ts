import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findInstalledPackages, packInstalledPackage } from './installed-package.ts'
import type { Manifest, PackedPackage } from './packed-package.ts'

export interface LocalRegistry {
  url: string
  stop(): Promise<void>
}

/**
 * Starts a package registry on this machine. It has the packed packages, and the dependencies in the versions that the workspace has
 * installed: a test that uses it alone needs no network, and installs the same every day.
 */
export async function startLocalRegistry(packed: PackedPackage[]): Promise<LocalRegistry> {
  const kit = new Map(packed.map((entry) => [entry.manifest.name, entry]))

  function versionsOf(name: string): Manifest[] {
    const own = kit.get(name)
    // Yarn 1 installs nothing without this sum.
    if (own) return [{ ...own.manifest, dist: { shasum: createHash('sha1').update(own.tarball).digest('hex') } }]
    return [...findInstalledPackages(name).values()].map(({ manifest }) => manifest)
  }

  async function readTarball(name: string, version: string): Promise<Buffer | undefined> {
    const own = kit.get(name)
    if (own) return own.tarball
    const installed = findInstalledPackages(name).get(version)
    return installed && packInstalledPackage(installed)
  }

  async function respond(path: string, response: ServerResponse) {
    const [name = '', version] = decodeURIComponent(path).slice(1).split('/-/')
    if (version !== undefined) {
      const tarball = await readTarball(name, version)
      response.writeHead(tarball ? 200 : 404).end(tarball)
      return
    }
    const versions = versionsOf(name)
    const body = versions.length > 0 ? toPackument(name, versions, url) : { error: `${name} is not in this workspace` }
    response
      .writeHead(versions.length > 0 ? 200 : 404, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    respond(new URL(request.url ?? '/', 'http://localhost').pathname, response).catch((error: Error) => {
      response.writeHead(500).end(error.message)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The document of one package. `latest` is its highest version. */
function toPackument(name: string, manifests: Manifest[], url: string) {
  const ordered = manifests.toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))
  const versions = Object.fromEntries(
    ordered.map((manifest) => [
      manifest.version,
      { ...manifest, dist: { ...Object(manifest.dist), tarball: `${url}/${name}/-/${manifest.version}` } },
    ]),
  )
  return { name, 'dist-tags': { latest: ordered.at(-1)?.version }, versions }
}
