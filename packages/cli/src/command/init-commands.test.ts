import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { expressFiles } from '../init/express-files.ts'
import { nextFiles } from '../init/next-files.ts'
import { runCommand } from '../testing/run-command.test.support.ts'
import { initExpressCommand } from './init-express-command.ts'
import { initNextCommand } from './init-next-command.ts'

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

describe('coveo-token init', () => {
  it('writes the code and prints the commands of the README, and of the quick start with Next.js', async () => {
    const pages = ['README.md', 'docs/quick-start-next.md'].map(
      (path) => new URL(`../../../../${path}`, import.meta.url),
    )
    const readme = (await Promise.all(pages.map((page) => readFile(page, 'utf8')))).join('\n')
    const blocks = [...readme.matchAll(/^```(?:js|tsx?)\n\/\/ ([\w./-]+)[^\n]*\n([\s\S]*?)^```$/gm)]
    const written = [...expressFiles, ...nextFiles].map(({ path, text }) => [path, text])
    expect(written).toEqual(blocks.map(([, path, text]) => [path, text]))
    for (const command of [initExpressCommand, initNextCommand]) {
      const args = { flag: () => true, text: () => undefined, texts: () => [], inOrder: () => [] }
      const context = { env: {}, cwd: await emptyFolder(), readInput: async () => '', fetch, now: () => 0 }
      const { json } = await command.run({ args, context })
      for (const step of (json as { steps: string[] }).steps) expect(readme).toContain(`\n${step}`)
    }
  })

  it('creates the files, and leaves them unchanged the second time', async () => {
    const cwd = await emptyFolder()
    const { out, exitCode } = await runCommand(['init', 'express'], { cwd })
    expect(exitCode).toBe(0)
    expect(out).toMatch(/created +coveo\.mjs\n +created +server\.mjs\n/)
    expect(out).toContain('npx coveo-emulator run node server.mjs')
    expect(await readFile(join(cwd, 'server.mjs'), 'utf8')).toBe(expressFiles[1]?.text)
    expect((await runCommand(['init', 'express'], { cwd })).out).toMatch(/unchanged +coveo\.mjs/)
  })

  it('prints the whole commands of the next steps as JSON', async () => {
    const { json } = await runCommand(['init', 'express', '--json'], { cwd: await emptyFolder() })
    expect(json().steps.at(-1)).toBe('npx coveo-emulator run node server.mjs')
  })

  it('names the folder of the files in its help', async () => {
    expect((await runCommand(['init', 'next', '--help'])).out).toContain('below src if the folder has src/app')
    expect((await runCommand(['init', 'express', '--help'])).out).not.toContain('src/app')
  })

  it('writes below src where Next has src/app', async () => {
    const cwd = await emptyFolder()
    await mkdir(join(cwd, 'src/app'), { recursive: true })
    const { json } = await runCommand(['init', 'next', '--json'], { cwd })
    expect(json().files).toContainEqual({ path: 'src/app/api/coveo-token/route.ts', outcome: 'created' })
    expect(await readFile(join(cwd, 'src/coveo.ts'), 'utf8')).toContain('createCoveo')
  })

  it('adds the variables of the emulator to .env.local, and keeps its other lines', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env.local'), 'SESSION_SECRET=mine')
    const outcome = async () => (await runCommand(['init', 'express', '--json'], { cwd })).json().files[2].outcome
    expect(await outcome()).toBe('extended')
    const written = await readFile(join(cwd, '.env.local'), 'utf8')
    expect(written.split('\n').slice(0, 3)).toEqual([
      'SESSION_SECRET=mine',
      'COVEO_ENDPOINT=http://127.0.0.1:4400',
      'COVEO_ORGANIZATION_ID=emulator',
    ])
    const keys = await readFile(new URL('../../../emulator/src/cli/fixed-keys.ts', import.meta.url), 'utf8')
    expect(keys).toContain(`authenticatedSearch: '${/COVEO_API_KEY=(.*)/.exec(written)?.[1]}'`)
    expect(await outcome()).toBe('unchanged')
  })

  it('keeps every byte of an .env.local, in whichever encoding, and turns UTF-16 into UTF-8', async () => {
    const cwd = await emptyFolder()
    const file = join(cwd, '.env.local')
    for (const [bytes, kept] of [
      [Buffer.from('PASSWORD=caf\xe9\r\n', 'latin1'), Buffer.from('PASSWORD=caf\xe9\r\n', 'latin1')],
      [Buffer.from('\uFEFFPASSWORD=café\n'), Buffer.from('\uFEFFPASSWORD=café\n')],
      [Buffer.from('\uFEFFPASSWORD=café\n', 'utf16le'), Buffer.from('PASSWORD=café\n')],
    ] as const) {
      await writeFile(file, bytes)
      await runCommand(['init', 'express', '--overwrite'], { cwd })
      const written = await readFile(file)
      expect(written.subarray(0, kept.length)).toEqual(kept)
      expect(written.subarray(kept.length).toString()).toMatch(/^COVEO_ENDPOINT=/)
    }
  })

  it('does not change an .env.local that names an organization', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env.local'), 'export COVEO_ORGANIZATION_ID=acme\n')
    await runCommand(['init', 'next'], { cwd })
    expect(await readFile(join(cwd, '.env.local'), 'utf8')).toBe('export COVEO_ORGANIZATION_ID=acme\n')
  })

  it('does not change an .env.local that Windows wrote, with a byte order mark', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env.local'), '\uFEFFCOVEO_API_KEY=own\r\n')
    await runCommand(['init', 'next'], { cwd })
    expect(await readFile(join(cwd, '.env.local'), 'utf8')).toBe('\uFEFFCOVEO_API_KEY=own\r\n')
  })

  it('keeps a file that exists without a terminal, and exits with 1', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, 'server.mjs'), 'mine')
    const { out, exitCode } = await runCommand(['init', 'express'], { cwd })
    expect(exitCode).toBe(1)
    expect(out).toMatch(/kept +server\.mjs/)
    expect(await readFile(join(cwd, 'server.mjs'), 'utf8')).toBe('mine')
  })

  it('exits with 1 and names the file for a folder in its place', async () => {
    const cwd = await emptyFolder()
    await mkdir(join(cwd, '.env.local'))
    const text = await runCommand(['init', 'express'], { cwd })
    expect([text.exitCode, text.out, text.err]).toEqual([1, '', expect.stringMatching(/^coveo-token: .*EISDIR.*\n$/)])
    expect(text.err).toContain('.env.local')
    const { exitCode, json } = await runCommand(['init', 'express', '--json'], { cwd })
    expect([exitCode, json().error.code]).toEqual([1, 'file'])
  })

  it.each([
    ['overwritten', ['--overwrite'], undefined],
    ['overwritten', [], true],
    ['kept', [], false],
  ] as const)('has the file %s with the flags %j and the confirmation %j', async (outcome, flags, isConfirmed) => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, 'server.mjs'), 'mine')
    const texts: string[] = []
    const confirm = async (text: string) => {
      texts.push(text)
      return isConfirmed === true
    }
    const { json } = await runCommand(['init', 'express', '--json', ...flags], { cwd, confirm })
    expect(json().files).toEqual([
      { path: 'coveo.mjs', outcome: 'created' },
      { path: 'server.mjs', outcome },
      { path: '.env.local', outcome: 'created' },
    ])
    expect(texts).toEqual(isConfirmed === undefined ? [] : ['Overwrite server.mjs?'])
  })
})
