import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { runCli } from './run-cli.ts'

afterEach(() => {
  process.exitCode = undefined
})

/** Runs the command in this process and stops the emulator with the test. */
async function run(...rawArgs: string[]) {
  const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
  out.mockReturnValue(true)
  err.mockReturnValue(true)
  onTestFinished(() => void process.emit('SIGTERM'))
  await runCli(rawArgs)
  const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('')
  return { out: text(out), err: text(err), exitCode: process.exitCode }
}

async function configFile(content: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coveo-emulator-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'config.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('coveo-emulator', () => {
  it('prints its version with --version, and every option with --help', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+/)
    const { out } = await run('--help')
    for (const flag of ['--port', '--host', '--config', '--json']) expect(out).toContain(flag)
  })

  it('prints one line of JSON once it is ready', async () => {
    const { out } = await run('--port', '0', '--json')
    expect(out).toMatch(/^\{.*\}\n$/)
    const ready = JSON.parse(out)
    expect(Object.keys(ready)).toEqual(['url', 'organizationId', 'apiKeys'])
    expect(Object.keys(ready.apiKeys)).toEqual([
      'authenticatedSearch',
      'anonymousSearch',
      'usageAnalytics',
      'organizationView',
    ])
    const health = await fetch(`${ready.url}/__emulator/health`)
    expect(await health.json()).toEqual({ status: 'ok' })
  })

  it('handles signals before it prints that line', async () => {
    const before = process.listenerCount('SIGINT')
    const listening: number[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation(() => listening.push(process.listenerCount('SIGINT')) > 0)
    onTestFinished(() => void process.emit('SIGTERM'))
    await runCli(['--port', '0', '--json'])
    expect(listening).toEqual([before + 1])
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('stops on %s', async (signal) => {
    const { url } = JSON.parse((await run('--port', '0', '--json')).out)
    process.emit(signal)
    await expect.poll(() => fetch(url).catch((error: Error) => error.message)).toBe('fetch failed')
  })

  it('prints the environment variables to copy', async () => {
    const { out } = await run('--port', '0')
    expect(out).toMatch(/ready at http:\/\/127\.0\.0\.1:\d+/)
    expect(out).toMatch(/COVEO_API_KEY=xx[0-9a-f-]{36}\n/)
  })

  it('names the remedy for a port in use', async () => {
    const { emulator } = await openEmulator()
    const { port } = new URL(emulator.url)
    const { err, exitCode } = await run('--port', port)
    expect(err).toContain(`port ${port} on 127.0.0.1 is in use`)
    expect(err).toContain('--port')
    expect(exitCode).toBe(1)
  })

  it.each([['--config'], ['--host', ''], ['--port', 'http'], ['--port', '70000'], ['--prot', '1'], ['serve']])(
    'rejects %s %s',
    async (...args) => {
      const { err, exitCode } = await run(...args)
      expect(err).toContain(args[0])
      expect(exitCode).toBe(1)
    },
  )

  it('reads a config file, which flags override', async () => {
    const apiKeys = { authenticatedSearch: 'xx01234567-89ab-4cde-8f01-23456789abcd' }
    const { out } = await run(
      '--json',
      '--port',
      '0',
      '--config',
      await configFile({ port: 1, organizationId: 'acme', apiKeys }),
    )
    expect(JSON.parse(out)).toMatchObject({ organizationId: 'acme', apiKeys })
  })

  it.each([
    [
      { port: 'x', organisationId: 'a', apiKeys: { anonymousSearch: 'k' } },
      ['port', 'organisationId', 'apiKeys.anonymousSearch'],
    ],
    ['{ port: 1 }', ['not valid JSON']],
    [{ documents: [{ id: '' }] }, ['documents.0.id', 'documents.0.title', 'documents.0.allowed']],
  ])('names every problem of a config file: %j', async (content, words) => {
    const { err, exitCode } = await run('--config', await configFile(content))
    for (const word of words) expect(err).toContain(word)
    expect(exitCode).toBe(1)
  })

  it('names a config file that is missing', async () => {
    const { err, exitCode } = await run('--config', '/nowhere/config.json')
    expect(err).toContain('/nowhere/config.json cannot be read')
    expect(exitCode).toBe(1)
  })
})
