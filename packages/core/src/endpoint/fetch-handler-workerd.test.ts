import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Its types are those of the JavaScript inside workerd, not those of its package.
const { default: workerd } = createRequire(import.meta.url)('workerd') as { default: string }
let folder = ''

function configOf(compatibilityDate: string): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "app", worker = .app), (name = "coveo", worker = .coveo)]);
const app :Workerd.Worker = (
  modules = [(name = "app.js", esModule = embed "workerd-app.test.fixture.js")],
  compatibilityDate = "${compatibilityDate}",
  globalOutbound = "coveo",
  bindings = [
    (name = "COVEO_ORGANIZATION_ID", text = "acme"),
    (name = "COVEO_API_KEY", text = "xx590a182c-5045-4914-a00b-1f4099581b3e"),
    (name = "SELF", service = "app"),
    (name = "SESSIONS", json = "{\\"any\\": true}"),
  ],
);
const coveo :Workerd.Worker = (
  modules = [(name = "coveo.js", esModule = embed "workerd-coveo.test.fixture.js")],
  compatibilityDate = "${compatibilityDate}",
);
`
}

describe('createFetchHandler in workerd', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coveo-token-workerd-'))
    await build({
      entryPoints: ['app', 'coveo'].map((name) =>
        fileURLToPath(new URL(`./workerd-${name}.test.fixture.ts`, import.meta.url)),
      ),
      outdir: folder,
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['workerd'],
      target: 'es2022',
    })
  })

  afterAll(() => rm(folder, { recursive: true }))

  it.each(['2023-01-01', '2024-11-10', '2025-09-01'])(
    'returns 401, 200 and a new token for a report, without flags, at compatibility date %s',
    async (date) => {
      const config = join(folder, `${date}.capnp`)
      await writeFile(config, configOf(date))
      const { stderr } = await promisify(execFile)(workerd, ['test', config])
      expect(stderr).toContain('PASS')
    },
  )
})
