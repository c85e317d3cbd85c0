// Checks that published packages share one version, have complete manifests and links that work on npm, and that the lockfile names no
// download address.
import { readdirSync, readFileSync } from 'node:fs'
import { findManifestProblems, repositoryHome } from './manifest-problems.mjs'
import { findReadmeLinkProblems } from './readme-link-problems.mjs'
import { root } from './terminal.mjs'

const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'))
const rootManifest = readJson('package.json')
const home = repositoryHome(rootManifest)
const published = readdirSync(`${root}packages`)
  .map((folder) => ({ folder, manifest: readJson(`packages/${folder}/package.json`) }))
  .filter(({ manifest }) => !manifest.private)

/** @type {string[]} */
const problems = []
const versions = new Set(published.map(({ manifest }) => manifest.version))
if (versions.size > 1) problems.push(`Published packages have ${versions.size} versions: ${[...versions].join(', ')}.`)

for (const { folder, manifest } of published) {
  problems.push(...findManifestProblems({ manifest, folder, rootManifest }))
  const text = readFileSync(`${root}packages/${folder}/README.md`, 'utf8')
  problems.push(...findReadmeLinkProblems({ name: `packages/${folder}/README.md`, text, home }))
}

const lockfile = readFileSync(`${root}pnpm-lock.yaml`, 'utf8')
if (/tarball:|https?:\/\/[^\s']*registr/.test(lockfile)) {
  problems.push(
    'pnpm-lock.yaml names a registry or a tarball address: install again with the default registry settings.',
  )
}

for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
