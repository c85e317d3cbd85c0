// Checks that published packages share one version and complete manifests, and that the lockfile names no download address.
import { readdirSync, readFileSync } from 'node:fs'
import { root } from './terminal.mjs'

/** @type {string[]} */
const problems = []
const manifests = readdirSync(`${root}packages`).map((folder) =>
  JSON.parse(readFileSync(`${root}packages/${folder}/package.json`, 'utf8')),
)
const published = manifests.filter((manifest) => !manifest.private)

const versions = new Set(published.map((manifest) => manifest.version))
if (versions.size > 1) problems.push(`Published packages have ${versions.size} versions: ${[...versions].join(', ')}.`)

for (const manifest of published) {
  for (const field of ['description', 'license', 'engines', 'exports', 'files']) {
    if (manifest[field] === undefined) problems.push(`${manifest.name} has no "${field}" in its package.json.`)
  }
  const scripts = Object.keys(manifest.scripts ?? {})
  if (scripts[0] !== 'build' || scripts[1] !== 'typecheck') {
    problems.push(`${manifest.name}: its scripts begin with build, typecheck.`)
  }
}

const lockfile = readFileSync(`${root}pnpm-lock.yaml`, 'utf8')
if (/tarball:|https?:\/\/[^\s']*registr/.test(lockfile)) {
  problems.push(
    'pnpm-lock.yaml names a registry or a tarball address: install again with the default registry settings.',
  )
}

for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
