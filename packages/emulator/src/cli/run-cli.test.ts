import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startEmulator } from '../index.ts'
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

  it('has the same API keys at every start, on every machine', async () => {
    const keys = async () => JSON.parse((await run('--port', '0', '--json')).out.split('\n')[0] ?? '').apiKeys
    expect(await keys()).toEqual(await keys())
    expect((await keys()).authenticatedSearch).toBe('xx00000000-0000-4000-8000-000000000001')
  })

  it('writes the variables to an env file and keeps its other lines', async () => {
    const file = await configFile('PORT=3000\nCOVEO_ENDPOINT=http://127.0.0.1:4400\nCOVEO_API_KEY=xxold\n\n')
    const { out } = await run('--port', '0', '--json', '--write-env', file)
    const { url, apiKeys } = JSON.parse(out)
    expect(await readFile(file, 'utf8')).toBe(
      `PORT=3000\nCOVEO_ENDPOINT=${url}\nCOVEO_ORGANIZATION_ID=emulator\nCOVEO_API_KEY=${apiKeys.authenticatedSearch}\n`,
    )
  })

  it.each([
    'COVEO_ORGANIZATION_ID=acme\nCOVEO_API_KEY=xxsecret\n',
    'export COVEO_API_KEY=xxsecret\n',
    '  COVEO_API_KEY = xxsecret\n',
    '\uFEFFCOVEO_API_KEY=xxsecret\n',
  ])('does not overwrite the key of an organization in the env file %j', async (content) => {
    const file = await configFile(content)
    const { err, exitCode } = await run('--port', '0', '--write-env', file)
    expect(err).toContain('has a COVEO_API_KEY')
    expect(exitCode).toBe(1)
    expect(await readFile(file, 'utf8')).toBe(content)
  })

  it('reloads a watched config file, keeps tokens valid, and keeps the previous one if it is invalid', async () => {
    const file = await configFile({ settings: { expiredTokenStatus: 401 } })
    const { out } = await run('--port', '0', '--json', '--config', file, '--watch')
    const { url } = JSON.parse(out)
    const status = async () => (await (await fetch(`${url}/__emulator/settings`)).json()).expiredTokenStatus
    expect(await status()).toBe(401)
    await writeFile(file, JSON.stringify({ settings: { expiredTokenStatus: 419 } }))
    await expect.poll(status, { timeout: 10_000 }).toBe(419)
    await writeFile(file, '{')
    const written = () => vi.mocked(process.stderr.write).mock.calls.join('')
    await expect.poll(written, { timeout: 10_000 }).toContain('kept the previous configuration')
    expect(await status()).toBe(419)
  })

  it('names the remedy for a port in use', async () => {
    const { emulator } = await openEmulator()
    const { port } = new URL(emulator.url)
    const { err, exitCode } = await run('--port', port)
    expect(err).toContain(`port ${port} on 127.0.0.1 is in use`)
    expect(err).toContain('--port')
    expect(exitCode).toBe(1)
  })

  it.each([
    ['--config'],
    ['--host', ''],
    ['--port', 'http'],
    ['--port', '70000'],
    ['--prot', '1'],
    ['serve'],
    ['run'],
    ['--watch'],
    ['--write-env', ''],
  ])('rejects %s %s', async (...args) => {
    const { err, exitCode } = await run(...args)
    expect(err).toContain(args[0])
    expect(exitCode).toBe(1)
  })

  it('reads a config file with a byte order mark', async () => {
    const file = await configFile(`\uFEFF${JSON.stringify({ organizationId: 'acme' })}`)
    const { out } = await run('--json', '--port', '0', '--config', file)
    expect(JSON.parse(out)).toMatchObject({ organizationId: 'acme' })
  })

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

describe('coveo-emulator run', () => {
  const script = (code: string) => [process.execPath, '-e', code]

  it('runs a command with the variables of the emulator, and ends with its exit code', async () => {
    const code = `fetch(process.env.COVEO_ENDPOINT + '/__emulator/state').then((response) => response.json()).then(
      ({ organizationId, apiKeys }) => process.exit(
        organizationId === process.env.COVEO_ORGANIZATION_ID && apiKeys.authenticatedSearch === process.env.COVEO_API_KEY ? 7 : 1))`
    const { out, err, exitCode } = await run('run', '--port', '0', ...script(code))
    expect([out, err, exitCode]).toEqual(['', '', 7])
  })

  it('listens on a free port if 4400 is in use, and says so', async () => {
    // Another process can hold the port already.
    const other = await startEmulator({ port: 4400 }).catch(() => undefined)
    onTestFinished(async () => other?.stop())
    const code =
      'console.log(process.env.COVEO_ENDPOINT); process.exit(process.env.COVEO_ENDPOINT.endsWith(":4400") ? 1 : 7)'
    const { out, err, exitCode } = await run('run', ...script(code))
    expect([err, exitCode]).toEqual([expect.stringContaining('port 4400 is in use'), 7])
    expect(err).toContain(`${out.trim()}/rest/search/v2`)
    expect((await run('run', '--port', '4400', ...script(code))).err).toContain('is in use')
  })

  it('passes options after the command to it, and takes its own before', async () => {
    const config = await configFile({ organizationId: 'acme' })
    const code = 'process.exit(process.argv[1] === "--port" && process.env.COVEO_ORGANIZATION_ID === "acme" ? 0 : 1)'
    for (const args of [
      ['run', '--config', config, ...script(code), '--', '--port'],
      ['--config', config, 'run', '--', ...script(code), '--', '--port'],
    ]) {
      expect((await run(...args)).exitCode).toBe(0)
    }
  })

  it('exits with 128 plus the signal that ended the command', async () => {
    expect((await run('run', ...script('process.kill(process.pid, "SIGKILL")'))).exitCode).toBe(137)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends the processes that the command started with %s too', async (signal) => {
    const server = createServer()
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const grandchild = `require('net').connect(${port}, '127.0.0.1'); setInterval(() => {}, 1000)`
    const started = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}]); setInterval(() => {}, 1000)`
    const ended = new Promise((resolve) =>
      server.once('connection', (socket) => {
        socket.once('close', resolve).once('error', () => undefined)
        process.emit(signal, signal)
      }),
    )
    const { exitCode } = await run('run', '--port', '0', ...script(started))
    expect(exitCode).toBe(128 + constants.signals[signal])
    await ended
  })

  it('names a command that cannot be started', async () => {
    const { err, exitCode } = await run('run', 'no-such-command-here')
    expect(err).toContain('no-such-command-here cannot be started')
    expect(exitCode).toBe(1)
  })
})
