import { describe, expect, it } from 'vitest'
import { findManifestProblems } from './manifest-problems.mjs'
import { findReadmeLinkProblems } from './readme-link-problems.mjs'

const home = 'https://example.com/kit'
const rootManifest = {
  homepage: `${home}#readme`,
  bugs: { url: `${home}/issues` },
  repository: { type: 'git', url: `git+${home}.git` },
  engines: { node: '^20.19.0 || >=22.12.0' },
}
const complete = {
  name: '@coveo-token/x',
  description: 'x',
  license: 'MIT',
  homepage: `${home}/tree/main/packages/x#readme`,
  bugs: rootManifest.bugs,
  repository: { ...rootManifest.repository, directory: 'packages/x' },
  engines: rootManifest.engines,
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './browser': { types: './dist/browser.d.ts', default: './dist/browser.js' },
    './package.json': './package.json',
  },
  main: './dist/index.js',
  types: './dist/index.d.ts',
  typesVersions: { '*': { browser: ['./dist/browser.d.ts'] } },
  files: ['dist'],
  scripts: { build: 'tsc', typecheck: 'tsc' },
}

describe('findManifestProblems', () => {
  it('accepts a complete manifest', () => {
    const manifest = { ...complete, dependencies: { '@coveo-token/y': 'workspace:^', zod: 'catalog:' } }
    expect(findManifestProblems({ manifest, folder: 'x', rootManifest })).toEqual([])
  })

  it.each([
    ['repository', { repository: rootManifest.repository }],
    ['homepage', { homepage: home }],
    ['bugs', { bugs: undefined }],
    ['engines', { engines: { node: '>=20' } }],
    ['main', { main: undefined }],
    ['types', { types: './index.d.ts' }],
    ['typesVersions', { typesVersions: { '*': {} } }],
    ['files', { files: undefined }],
    ['scripts', { scripts: {} }],
    ['dependency', { dependencies: { '@coveo-token/y': 'workspace:*' } }],
    ['dependency', { peerDependencies: { '@coveo-token/y': 'workspace:~' } }],
  ])('reports a wrong "%s"', (field, change) => {
    const problems = findManifestProblems({ manifest: { ...complete, ...change }, folder: 'x', rootManifest })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(field)
  })
})

describe('findReadmeLinkProblems', () => {
  const find = (/** @type {string} */ text) => findReadmeLinkProblems({ name: 'README.md', text, home })

  it('accepts an anchor, another site, and a file that exists', () => {
    expect(find(`[a](#a) [b](https://docs.coveo.com/en/56) [c](${home}/blob/main/docs/errors.md#x)`)).toEqual([])
  })

  it.each(['../core', 'LICENSE', `${home}/blob/main/docs/missing.md`])('reports %s', (link) => {
    expect(find(`[a](${link})`)).toHaveLength(1)
    expect(find(`[a]: ${link}`)).toHaveLength(1)
  })
})
