import { isDeepStrictEqual } from 'node:util'

/**
 * Lists what a published package's manifest lacks: each fact follows from the root manifest and from `exports`.
 *
 * @param {{ manifest: Record<string, any>, folder: string, rootManifest: Record<string, any> }} options
 * @returns {string[]}
 */
export function findManifestProblems({ manifest, folder, rootManifest }) {
  const problems = []
  for (const field of ['description', 'license', 'exports', 'files']) {
    if (manifest[field] === undefined) problems.push(`has no "${field}"`)
  }
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    // An exact version keeps a patch from the users of this package, and installs a second copy of the other.
    if (`${range}`.startsWith('workspace:') && range !== 'workspace:^')
      problems.push(`its dependency ${name} is not "workspace:^"`)
  }
  const scripts = Object.keys(manifest.scripts ?? {})
  if (scripts[0] !== 'build' || scripts[1] !== 'typecheck')
    problems.push('its scripts do not begin with build, typecheck')

  const expected = {
    engines: rootManifest.engines,
    homepage: `${repositoryHome(rootManifest)}/tree/main/packages/${folder}#readme`,
    bugs: rootManifest.bugs,
    // Provenance needs it: npm compares it with the repository that runs the release.
    repository: { ...rootManifest.repository, directory: `packages/${folder}` },
    ...classicEntries(manifest.exports ?? {}),
  }
  for (const [field, value] of Object.entries(expected)) {
    if (isDeepStrictEqual(manifest[field], value)) continue
    problems.push(`"${field}" is ${JSON.stringify(manifest[field])}, not ${JSON.stringify(value)}`)
  }
  return problems.map((problem) => `${manifest.name}: ${problem}.`)
}

/** The address of the repository. @returns {string} */
export function repositoryHome(/** @type {Record<string, any>} */ rootManifest) {
  return rootManifest.homepage.replace(/#readme$/, '')
}

/** The fields in which `moduleResolution: node` looks, since it does not read `exports`. */
function classicEntries(/** @type {Record<string, { types?: string, default?: string }>} */ exports) {
  const { '.': main, ...others } = exports
  const subpaths = Object.entries(others).flatMap(([key, { types }]) => (types ? [[key.slice(2), [types]]] : []))
  return {
    main: main?.default,
    types: main?.types,
    typesVersions: subpaths.length > 0 ? { '*': Object.fromEntries(subpaths) } : undefined,
  }
}
