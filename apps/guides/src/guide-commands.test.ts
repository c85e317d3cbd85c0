import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandsIn, listGuides } from './guide-commands.test.support.ts'
import { readGuide, workspaceRoot } from './guide-file.test.support.ts'

/** The test that runs a command, or the reason for which none does. */
type Coverage = { test: string } | { reason: string }

const atHand = { test: 'apps/consumers/src/at-hand.test.ts' }
const samples = { test: 'apps/end-to-end/specs/docs-samples.e2e.ts' }
const examples = { test: 'apps/consumers/src/examples.slow.ts' }
const next = { test: 'apps/consumers/src/consumers-next.slow.ts' }
const demo = { test: 'apps/end-to-end/specs/demo-command.e2e.ts' }
const emulator = { test: 'packages/emulator/src/cli/run-cli.test.ts' }
const cli = { test: 'packages/cli/src/readme-commands.test.ts' }
const exampleApps = { test: 'apps/end-to-end/specs/configuration.e2e.ts' }

/** The commands of the guides: the pattern of the file, and of the command in it. The first match decides. */
const coverages: readonly [file: RegExp, command: RegExp, Coverage][] = [
  [/./, /^npx -y pnpm@12 demo$/, demo],
  [/^README/, /^npx -y pnpm@12 test$/, { reason: 'the command that runs this test' }],
  [/^README/, /^(npm install|npx coveo-emulator)/, atHand],
  [/quick-start-express/, /^(npm install|npx esbuild|npx coveo-emulator)/, atHand],
  [/quick-start-next(-pages)?\.md/, /^(npm install|npx coveo-emulator)/, next],
  [/quick-start-hono/, /^(npm install .* @hono\/node-server|npx coveo-emulator run node)/, atHand],
  [/quick-start-hono/, /^npx coveo-emulator --write-env/, emulator],
  [
    /quick-start-hono/,
    /wrangler/,
    { reason: 'a tool that downloads; examples.slow.ts runs the same worker in workerd' },
  ],
  [/coveo-samples/, /^npm install/, samples],
  [/testing\.md/, /^npx coveo-emulator run npx playwright test$/, examples],
  [/^examples\/.*/, /^npx playwright install chromium$/, { reason: 'downloads a browser; the test has one' }],
  [/^examples\/cloudflare-workers/, /^npm run dev$/, { reason: 'wrangler; the test runs the worker in workerd' }],
  [/^examples\/.*/, /^npm (install|test|run dev)$/, examples],
  [/^packages\/.*/, /^npm install/, atHand],
  [/^packages\/emulator/, /^npx (@coveo-token|coveo-)/, emulator],
  [/^packages\/cli/, /coveo-token/, cli],
  [/^apps\/agent-search/, /./, { test: 'apps/agent-search/src/agent-search.test.ts' }],
  [/^apps\/(express|next)-search/, /^export COVEO_/, { reason: 'settings of an organization of Coveo' }],
  [/^apps\/(express|next)-search/, /\b(node|next start)\b/, exampleApps],
]

const commands = listGuides().flatMap((file) => commandsIn(readGuide(file)).map((command) => ({ file, command })))

function coverageOf({ file, command }: { file: string; command: string }) {
  return coverages.findIndex(([inFile, pattern]) => inFile.test(file) && pattern.test(command))
}

describe('the commands of the guides', () => {
  it('each name a test that runs them, or a reason', () => {
    expect(commands.length).toBeGreaterThan(60)
    expect(commands.filter((command) => coverageOf(command) === -1)).toEqual([])
  })

  it('have no entry without a command', () => {
    const used = new Set(commands.map(coverageOf))
    expect(coverages.filter((_, index) => !used.has(index))).toEqual([])
  })

  it('name tests that exist', () => {
    for (const [, , coverage] of coverages) {
      if ('test' in coverage) expect(existsSync(workspaceRoot + coverage.test), coverage.test).toBe(true)
    }
  })
})
