import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { appUrl, openApp } from './testing/open-app.test.support.ts'
import { emailUser, mintToken, openCommand } from './testing/run-command.test.support.ts'
import { wordsOf } from './testing/words-of.test.support.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The command lines in the `sh` blocks of the README. */
const lines = Array.from(readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = '']) => block.trim().split('\n'))
  .flat()
  .map((line) => line.replace(/ +# .*$/, ''))

async function folderWithSettings(settings: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const text = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(join(folder, '.env.local'), text.join(''))
  return folder
}

describe('the commands of the README', () => {
  it.each(lines)('works as written: %s', async (line) => {
    const { coveo, run } = await openCommand()
    const cwd = await folderWithSettings({
      COVEO_ENDPOINT: coveo.url,
      COVEO_ORGANIZATION_ID: coveo.organizationId,
      COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
    })
    const [, pipe, command = ''] =
      /^(pbpaste \| )?(?:TOKEN=\$\()?(?:npx @coveo-token\/cli|coveo-token) (.*?)\)?$/.exec(line) ?? []
    const words = wordsOf(command).map((word) =>
      word.replace('http://localhost:3000/api/coveo-token', appUrl).replace('session=…', 'user=asmith@example.com'),
    )
    const input = pipe ? await mintToken(coveo, { userIds: [emailUser('asmith@example.com')] }) : ''
    const { exitCode, out, err } = await run(words, { cwd, input, fetch: openApp(coveo) })
    expect([exitCode, err], out).toEqual([0, ''])
  })
})
