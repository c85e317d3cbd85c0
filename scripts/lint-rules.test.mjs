import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bin, root, run } from './terminal.mjs'

const layers = 'style/noRestrictedImports'
const node = 'correctness/noNodejsModules'
const undeclared = 'correctness/noUndeclaredDependencies'
const floating = 'nursery/noFloatingPromises'

/** @type {[file: string, code: string, rule: string][]} */
const reported = [
  ['packages/core/src/shared/a.ts', "import '../coveo/x.ts'", layers],
  ['packages/core/src/coveo/a.ts', "import '../issuing/x.ts'", layers],
  ['packages/core/src/privileges/a.ts', "import '../endpoint/x.ts'", layers],
  ['packages/core/src/issuing/fleet/a.ts', "import '../../endpoint/x.ts'", layers],
  ['packages/core/src/endpoint/a.ts', "import '../browser/x.ts'", layers],
  ['packages/core/src/browser/a.ts', "import '../coveo/x.ts'", layers],
  ['packages/core/src/browser/b.ts', "import 'zod'", layers],
  ['packages/core/src/browser/c.ts', "import '../shared/error-table.ts'", layers],
  ['packages/core/src/browser/tabs/a.ts', "import '../../issuing/x.ts'", layers],
  ['packages/core/src/browser/tabs/b.ts', "import '../../coveo.ts'", layers],
  ['packages/core/src/browser/tabs/c.ts', "import '../../shared/error-table.ts'", layers],
  ['packages/core/src/coveo/c.ts', "import 'node:fs'", node],
  ['packages/core/src/endpoint/b.ts', "import 'express'", undeclared],
  ['packages/core/src/endpoint/c.ts', "import 'hono'", undeclared],
  ['packages/react/src/a.ts', "import '@coveo-token/core'", layers],
  ['packages/react/src/c.ts', "import 'node:crypto'", node],
  ['packages/next/src/a.ts', "import 'express'", undeclared],
  ['packages/next/src/b.ts', "import '@coveo-token/express-middleware'", undeclared],
  ['packages/express-middleware/src/a.ts', "import 'next'", undeclared],
  ['packages/emulator/src/a.test.ts', "import '@coveo-token/core'", layers],
  ['packages/next/src/c.ts', 'async function f() {}\nf()', floating],
]

/** @type {[file: string, code: string][]} */
const accepted = [
  ['packages/core/src/coveo/b.ts', "import '../shared/x.ts'"],
  ['packages/core/src/issuing/fleet/b.ts', "import '../entries.ts'"],
  ['packages/core/src/browser/d.ts', "import '../shared/x.ts'\nimport './x.ts'"],
  ['packages/core/src/browser/tabs/d.ts', "import '../../shared/x.ts'\nimport '../x.ts'\nimport '../requests/x.ts'"],
  ['packages/core/src/browser/e.test.ts', "import '../testing/x.ts'"],
  ['packages/core/src/coveo/c.test.ts', "import 'node:fs'"],
  ['packages/core/src/endpoint/c.test.ts', "import 'hono'"],
  ['packages/react/src/b.ts', "import '@coveo-token/core/browser'"],
  ['packages/next/src/d.ts', 'async function f() {}\nvoid f()'],
]

describe('biome.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-lint-'))
  const manifests = readdirSync(`${root}packages`)
    .map((name) => `packages/${name}/package.json`)
    .filter((manifest) => existsSync(`${root}${manifest}`))
  /** @type {{ path: string, rule: string }[]} */
  let found = []

  beforeAll(async () => {
    cpSync(`${root}biome.json`, `${folder}/biome.json`)
    for (const manifest of manifests) cpSync(`${root}${manifest}`, `${folder}/${manifest}`)
    for (const [file, code] of [...reported, ...accepted]) {
      mkdirSync(dirname(`${folder}/${file}`), { recursive: true })
      writeFileSync(`${folder}/${file}`, `${code}\n`)
    }
    const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json']
    const { output } = await run(bin('biome'), args, { cwd: folder })
    const { diagnostics } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1))
    found = diagnostics.map(
      (/** @type {{ category: string, location: { path: string } }} */ { category, location }) => ({
        path: location.path,
        rule: category.replace('lint/', ''),
      }),
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function rulesFor(/** @type {string} */ file) {
    return found.filter(({ path }) => path === file).map(({ rule }) => rule)
  }

  it.each(reported)('reports in %s: %j (%s)', (file, _code, rule) => {
    expect(rulesFor(file)).toContain(rule)
  })

  it.each(accepted)('accepts in %s: %j', (file) => {
    expect(rulesFor(file)).toEqual([])
  })
})
