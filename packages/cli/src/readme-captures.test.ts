import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openApp } from './testing/open-app.test.support.ts'
import { openCommand } from './testing/run-command.test.support.ts'
import { wordsOf } from './testing/words-of.test.support.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** Each block of the README that starts with a command line, and the output below it. */
const captures = Array.from(readme.matchAll(/^```\n\$ (.*)\n([\s\S]*?)^```$/gm), ([, command = '', output = '']) => ({
  command,
  output,
}))

/** Masks what differs from run to run: fingerprints, the lifetime that is left, and the port of the emulator. */
function normalized(text: string): string {
  return text
    .replace(/(fingerprint +|search token )[\w-]{16}(?=\W)/g, '$1################')
    .replace(/, [\w ]+ left$/gm, ', … left')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:4400')
    .trimEnd()
}

async function folderOfApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'dist'))
  await writeFile(join(folder, 'dist/app.js'), 'fetch("/api/coveo-token")')
  return folder
}

async function outputOf(line: string): Promise<string> {
  const { coveo, run } = await openCommand({ organizationId: 'acme' })
  const keys = {
    $ANONYMOUS_SEARCH_KEY: coveo.apiKeys.anonymousSearch,
    $ORGANIZATION_VIEW_KEY: coveo.apiKeys.organizationView,
  }
  const options = { columns: 110, cwd: await folderOfApp(), fetch: openApp(coveo) }
  let input = ''
  for (const part of line.split(' | ')) {
    const words = wordsOf(part)
    const at = words.indexOf('coveo-token')
    const assigned = words.slice(0, at).map((word) => word.split('='))
    const env = Object.fromEntries(assigned.map(([name, value]) => [name, keys[value as keyof typeof keys]]))
    input = (await run(words.slice(at + 1), { ...options, env, input })).out
  }
  return input
}

describe('the captures of the README', () => {
  it('show each command', () => {
    const shown = captures.map(({ command }) => command).join('\n')
    for (const name of ['doctor', 'inspect', 'privileges list', 'privileges of', 'mint search', 'mint platform']) {
      expect(shown).toContain(`coveo-token ${name}`)
    }
    for (const name of ['init express', 'init next', 'doctor --endpoint'])
      expect(shown).toContain(`coveo-token ${name}`)
  })

  it.each(captures)('are what the command prints: $command', async ({ command, output }) => {
    expect(normalized(await outputOf(command))).toBe(normalized(output))
  })
})
