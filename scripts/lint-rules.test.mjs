import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bin, root, run } from './terminal.mjs'

const layers = 'style/noRestrictedImports'
const node = 'correctness/noNodejsModules'
const undeclared = 'correctness/noUndeclaredDependencies'
const floating = 'nursery/noFloatingPromises'

const cycles = 'suspicious/noImportCycles'
const hookInBranch = 'export function useD(on: boolean) {\n  if (on) useEffect(() => {})\n}'

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
  ['packages/next/src/cycle-a.ts', "import { b } from './cycle-b.ts'\nexport const a = () => b", cycles],
  ['packages/next/src/cycle-b.ts', "import { a } from './cycle-a.ts'\nexport const b = () => a", cycles],
  ['packages/next/src/camelCase.ts', 'export const a = 1', 'style/useFilenamingConvention'],
  ['packages/next/src/e.ts', "import './d'", 'correctness/useImportExtensions'],
  ['packages/next/src/f.ts', 'export const f = (a?: string) => a!.length', 'style/noNonNullAssertion'],
  ['packages/next/src/g.ts', 'export const g = (a: any) => a', 'suspicious/noExplicitAny'],
  ['packages/next/src/h.ts', "import 'fs'", 'style/useNodejsImportProtocol'],
  ['packages/next/src/i.ts', "import { d } from './d.ts'\nexport type D = typeof d", 'style/useImportType'],
  ['packages/next/src/j.ts', "import { d } from './d.ts'", 'correctness/noUnusedImports'],
  ['packages/next/src/k.ts', 'const k = 1', 'correctness/noUnusedVariables'],
  ['packages/next/src/l.ts', 'debugger', 'suspicious/noDebugger'],
  ['packages/next/src/m.test.ts', "import { it } from 'vitest'\nit.only('m', () => {})", 'suspicious/noFocusedTests'],
  ['packages/react/src/d.tsx', `import { useEffect } from 'react'\n\n${hookInBranch}`, 'correctness/useHookAtTopLevel'],
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

const config = JSON.parse(readFileSync(`${root}biome.json`, 'utf8'))

/** The rules that `biome.json` names, such as `style/useImportType`. */
function configuredRules() {
  /** @type {{ linter?: { rules?: Record<string, any> } }[]} */
  const parts = [config, ...config.overrides]
  const groups = parts.flatMap(({ linter }) => Object.entries(linter?.rules ?? {}))
  const rules = groups.flatMap(([group, names]) =>
    Object.entries(typeof names === 'object' ? names : {}).map(([name, level]) => ({
      rule: `${group}/${name}`,
      level,
    })),
  )
  return [...new Set(rules.filter(({ level }) => level !== 'off').map(({ rule }) => rule))].sort()
}

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

  it('names no rule without a planted violation', () => {
    const planted = new Set(reported.map(([, , rule]) => rule))
    expect(configuredRules()).toContain(cycles)
    expect(configuredRules().filter((rule) => !planted.has(rule))).toEqual([])
  })

  it('turns on no domain without a planted violation', () => {
    const planted = new Map([
      ['project', cycles],
      ['react', 'correctness/useHookAtTopLevel'],
      ['test', 'suspicious/noFocusedTests'],
    ])
    const domains = Object.keys(config.linter.domains).filter((name) => config.linter.domains[name] !== 'none')
    const rules = domains.map((name) => planted.get(name))
    expect(reported.map(([, , rule]) => rule)).toEqual(expect.arrayContaining(rules))
  })

  it.each(reported)('reports in %s: %j (%s)', (file, _code, rule) => {
    expect(rulesFor(file)).toContain(rule)
  })

  it.each(accepted)('accepts in %s: %j', (file) => {
    expect(rulesFor(file)).toEqual([])
  })
})

describe('react-rules.config.mjs', () => {
  /** @type {[rule: string, code: string][]} */
  const planted = [
    ['react-hooks/rules-of-hooks', `import { useEffect } from 'react'\n${hookInBranch}`],
    [
      'react-hooks/exhaustive-deps',
      "import { useEffect } from 'react'\nexport function useA(a: string) {\n  useEffect(() => void a, [])\n}",
    ],
    [
      'react-hooks/refs',
      "import { useRef } from 'react'\nexport function A() {\n  const a = useRef(1)\n  return <p>{a.current}</p>\n}",
    ],
  ]
  const eslint = new ESLint({ cwd: root, overrideConfigFile: `${root}scripts/react-rules.config.mjs` })

  it.each(['react', 'demo'])('reports the rules of hooks and of the compiler in packages/%s', async (folder) => {
    for (const [rule, code] of planted) {
      const [result] = await eslint.lintText(code, { filePath: `${root}packages/${folder}/src/planted.tsx` })
      expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule)
    }
  })
})
