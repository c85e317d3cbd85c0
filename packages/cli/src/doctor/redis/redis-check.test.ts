import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommand } from '../../testing/run-command.test.support.ts'

interface StoredKey {
  readonly ttl: number
  readonly value: string
}

interface ServerOptions {
  readonly policy?: string
  readonly password?: string
  readonly refused?: string
  readonly keys?: Readonly<Record<string, StoredKey>>
}

/** A server that speaks as much of the protocol as the check needs, in pieces of one byte. */
async function openServer({
  policy = 'volatile-lru',
  password,
  refused,
  keys = {},
}: ServerOptions = {}): Promise<string> {
  const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
  function respond([command = '', first = '', second = '']: string[], state: { isSignedIn: boolean }): string {
    if (command === 'AUTH') {
      state.isSignedIn = second === password
      return state.isSignedIn ? '+OK\r\n' : '-WRONGPASS invalid username-password pair\r\n'
    }
    if (!state.isSignedIn) return '-NOAUTH Authentication required.\r\n'
    if (command === 'SELECT') return first === '2' ? '+OK\r\n' : '-ERR DB index is out of range\r\n'
    if (command === refused) return `-NOPERM this user has no permissions to run the '${command}' command\r\n`
    if (command === 'INFO') return bulk(`# Memory\r\nmaxmemory_policy:${policy}\r\n`)
    if (command === 'PTTL') return `:${keys[first]?.ttl}\r\n`
    if (command === 'GETRANGE') return bulk(keys[first]?.value ?? '')
    return `*2\r\n${bulk('0')}*${Object.keys(keys).length}\r\n${Object.keys(keys).map(bulk).join('')}`
  }
  const server = createServer((socket) => {
    const state = { isSignedIn: password === undefined }
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const words = bytes
        .toString()
        .split('\r\n')
        .filter((_, at) => at > 0 && at % 2 === 0)
      for (const byte of respond(words, state)) socket.write(byte)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return `127.0.0.1:${port}`
}

async function examine(url: string) {
  const { out, json } = await runCommand(['doctor', '--json'], { env: { REDIS_URL: url } })
  const { status, detail, fix } = json().checks.find(({ name }: { name: string }) => name === 'Redis')
  return { finding: `${status}: ${detail}`, fix, out }
}

const value = (id: string) => ({ ttl: 60_000, value: `1.${id}.aXY.c2VhbGVk` })

describe('coveo-token doctor with REDIS_URL', () => {
  it('passes for a server whose keys expire and have one secret', async () => {
    const host = await openServer({
      password: 'pa ss',
      keys: { 'coveo-token:{a}': value('id1'), 'coveo-token:{b}': value('id1') },
    })
    expect((await examine(`redis://user:pa%20ss@${host}/2`)).finding).toBe(
      'pass: Redis responds; its policy is volatile-lru, and 2 keys of the kit were read.',
    )
  })

  it('fails for keys that never expire, and warns of two secrets and of an unsuitable policy', async () => {
    const endless = await openServer({ keys: { 'coveo-token:{a}': { ...value('id1'), ttl: -1 } } })
    expect((await examine(`redis://${endless}`)).finding).toMatch(/^fail: .*1 of them never expire/)
    const secrets = await openServer({ keys: { 'coveo-token:{a}': value('id1'), 'coveo-token:{b}': value('id2') } })
    expect((await examine(`redis://${secrets}`)).finding).toMatch(/^warn: .*2 secrets/)
    for (const policy of ['allkeys-lru', 'volatile-ttl', 'volatile-random']) {
      const evicting = await openServer({ policy })
      expect((await examine(`redis://${evicting}`)).finding).toMatch(new RegExp(`^warn: .*${policy}`))
    }
  })

  it('names the permissions that its user needs', async () => {
    const { finding, fix } = await examine(`redis://${await openServer({ refused: 'INFO' })}`)
    expect(finding).toMatch(/^fail: .*NOPERM/)
    expect(fix).toBe('Name a user in REDIS_URL who may run INFO, SCAN, PTTL and GETRANGE.')
  })

  it('counts a single key', async () => {
    const host = await openServer({ keys: { 'coveo-token:{a}': value('id1') } })
    expect((await examine(`redis://${host}`)).finding).toMatch(/and 1 key of the kit was read\.$/)
  })

  it('fails with the reason for a wrong password, a server that is not there and a malformed URL', async () => {
    const wrong = await examine(`redis://user:secret1@${await openServer({ password: 'other' })}`)
    expect(wrong.finding).toMatch(/^fail: .*WRONGPASS/)
    expect(wrong.out).not.toContain('secret1')
    const notEncoded = await examine(`redis://user:pa%ss@${await openServer({})}`)
    expect(notEncoded.finding).toMatch(/^fail: .*not percent-encoded/)
    expect((await examine('redis://127.0.0.1:1')).finding).toMatch(/^fail: Redis cannot be used: .*ECONNREFUSED/)
    expect((await examine('127.0.0.1')).finding).toBe('fail: REDIS_URL is malformed.')
  })
})
