import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openCommand, runCommand } from '../testing/run-command.test.support.ts'
import { commands } from './commands.ts'

const key = 'xx01234567-89ab-4cde-8f01-23456789abcd'
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJvcmdhbml6YXRpb24iOiJhY21lIn0.c2lnbmF0dXJl'

describe('coveo-token', () => {
  it('lists every command and the exit codes with --help, and without a command', async () => {
    for (const args of [['--help'], []]) {
      const { out, exitCode } = await runCommand(args)
      expect(exitCode).toBe(0)
      for (const { name } of commands) expect(out).toContain(`  ${name} `)
      expect(out).toMatch(/Exit codes\n {2}0 .*\n {2}1 .*\n {2}2 /)
    }
    expect((await runCommand(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/)
  })

  it.each(commands.map(({ name }) => [name]))('describes each option of %s with --help', async (name) => {
    const { out, exitCode } = await runCommand([...name.split(' '), '--help'])
    expect(exitCode).toBe(0)
    const options = commands.find((command) => command.name === name)?.options ?? {}
    for (const option of [...Object.keys(options), 'json', 'env-file']) expect(out).toContain(`--${option}`)
    expect(out).toMatch(/Exit codes/)
  })

  it('lists the commands of a group with --help', async () => {
    const { out, exitCode } = await runCommand(['mint', '--help'])
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^Usage: coveo-token mint COMMAND \[options\]\n/)
    expect(out).toContain('  mint search    Mint a search token for a user\n')
    expect(out).not.toContain('inspect  ')
  })

  it.each([
    [['doctr'], 'There is no command "doctr". Did you mean doctor? Name one'],
    [['mint', 'serch'], 'There is no command "mint serch". Did you mean mint search? Name one'],
    [['inti', 'next'], 'There is no command "inti next". Did you mean init next? Name one'],
    [['mint'], 'mint needs one more word. Name one of the commands: mint search, mint platform.'],
    [['frobnicate'], 'There is no command "frobnicate". Name one of the commands: inspect, '],
    [['mint', 'search', '--usr', 'a'], "Unknown option '--usr'. Did you mean --user? Add --help"],
    [['doctor', '--endpont=a'], "Unknown option '--endpont'. Did you mean --endpoint? Add --help"],
    [['doctor', '--frobnicate'], "Unknown option '--frobnicate'. Add --help"],
  ])('names what is meant by the misspelt %j', async (args, sentence) => {
    const { err, exitCode } = await runCommand(args)
    expect(err).toContain(sentence)
    expect(exitCode).toBe(2)
  })

  it.each([
    [['inspect', key]],
    [['inspect', jwt]],
    [['privileges', 'of', `--token=${jwt}`]],
    [['inspect', `--json`, `Bearer ${key}`]],
    [[`xxx${key}`]],
    [['inspect', '--cookie', key]],
  ])('refuses the secret in arguments %# without printing it', async (args) => {
    const { out, err, exitCode } = await runCommand(args)
    expect(exitCode).toBe(2)
    expect(out + err).toContain('An argument looks like an API key or a token')
    expect(out + err).not.toMatch(/01234567|eyJ/)
  })

  it.each([
    [['nonsense'], /Name one of the commands: inspect/],
    [['privileges'], /Name one of the commands/],
    [['inspect', '--nonsense'], /Unknown option '--nonsense'/],
    [['inspect', 'hello'], /left over/],
    [['doctor', '--endpoint', 'https://me:secret@app.example/api'], /no user and password/],
    [['inspect', '--env-file', '/nowhere/.env'], /--env-file names a file that cannot be read/],
  ])('exits with 2 for the wrong use %j', async (args, sentence) => {
    const { out, err, exitCode } = await runCommand(args)
    expect([out, exitCode]).toEqual(['', 2])
    expect(err).toMatch(sentence)
    const json = await runCommand([...args, '--json'])
    expect(json.json().error).toMatchObject({ code: 'usage', message: expect.stringMatching(sentence) })
  })

  it('reads an env file that Windows wrote, in UTF-16', async () => {
    const { coveo } = await openCommand()
    const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const text = `\uFEFFCOVEO_API_KEY=${coveo.apiKeys.anonymousSearch}\r\nCOVEO_ENDPOINT=${coveo.url}\r\n`
    await writeFile(join(folder, '.env'), text, 'utf16le')
    const env = { COVEO_ORGANIZATION_ID: coveo.organizationId }
    const { out } = await runCommand(['inspect', '--env-file', '.env'], { env, cwd: folder })
    expect(out).toContain('"Anonymous search"')
  })

  it('reads variables from env files, which the environment overrides', async () => {
    const { coveo } = await openCommand()
    const folder = await mkdtemp(join(tmpdir(), 'coveo-token-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const lines = [`COVEO_ENDPOINT=${coveo.url}`, 'COVEO_ORGANIZATION_ID=wrong', `COVEO_API_KEY=${key}`]
    await writeFile(join(folder, '.env.local'), lines.join('\n'))
    const env = { COVEO_ORGANIZATION_ID: coveo.organizationId, COVEO_API_KEY: coveo.apiKeys.anonymousSearch }
    const { out, exitCode } = await runCommand(['inspect', '--env-file', '.env.local'], { env, cwd: folder })
    expect(exitCode).toBe(0)
    expect(out).toContain('"Anonymous search"')
  })

  it('names every wrong setting at once', async () => {
    const { out, exitCode } = await runCommand(['privileges', 'list'], { env: { COVEO_API_KEY: 'secret' } })
    expect(exitCode).toBe(1)
    expect(out).toContain('COVEO_ORGANIZATION_ID is missing')
    expect(out).toContain('COVEO_API_KEY looks malformed')
  })

  it('refers to the errors of the guide by a URL', async () => {
    const { out, json } = await runCommand(['privileges', 'list'], { env: { COVEO_API_KEY: 'secret' } })
    const url = 'https://github.com/coveo-token-kit/coveo-token-kit/blob/main/docs/errors.md#configuration'
    expect(out).toContain(url)
    expect((await runCommand(['privileges', 'list', '--json'])).json().error.docs).toBe(url)
    expect(json).toThrow()
  })

  it('prints colours and wraps lines only where the terminal has them', async () => {
    const { run } = await openCommand()
    const plain = (await run(['inspect'])).out
    expect(plain).not.toContain('\u001b')
    const { out } = await run(['inspect'], { columns: 80, colours: true })
    expect(out).toContain('\u001b[1mPrivileges')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removes the colours
    const lines = out.replace(/\u001b\[\d+m/g, '').split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
