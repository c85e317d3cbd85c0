import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from '@playwright/test'
import { type DemoProcess, startDemo } from '../src/demo-process.ts'

const noSettings = { COVEO_ORGANIZATION_ID: '', COVEO_API_KEY: '' }

test.describe('pnpm demo', () => {
  test.setTimeout(240_000)

  test('names a busy port, prints the URLs, and stops every process on Ctrl-C', async () => {
    const busy = createServer().listen(4401, '127.0.0.1')
    await Promise.race([once(busy, 'listening'), once(busy, 'error')])
    const demo = startDemo(noSettings)
    const { output, urls } = await demo.ready()
    expect(output).toContain('Port 4401 is busy')
    expect(urls).toHaveLength(2)
    for (const url of urls) expect((await fetch(url)).status).toBe(200)
    expect((await demo.running()).length).toBeGreaterThanOrEqual(3)

    const closed = once(demo.npx, 'close')
    pressCtrlC(demo)
    await closed
    expect(await demo.running()).toEqual([])
    for (const url of urls) await expect(fetch(url)).rejects.toThrow()
    busy.close()
  })

  for (const [signal, name, command] of [
    ['SIGTERM', 'npx', /^npm exec/],
    ['SIGKILL', 'npx', /^npm exec/],
    ['SIGKILL', 'pnpm', /^pnpm demo/],
    ['SIGKILL', 'the demo script', /^node scripts\/demo\.mjs/],
  ] as const) {
    test(`stops every process when ${name} receives ${signal}`, async () => {
      const demo = startDemo(noSettings)
      await demo.ready()
      const target = (await demo.running()).find(({ cmd = '' }) => command.test(cmd))
      expect(target).toBeDefined()
      process.kill(target?.pid ?? 0, signal)
      await expect.poll(demo.running, { timeout: 30_000 }).toEqual([])
    })
  }

  test('names each wrong setting once, without the API key, and starts nothing', async () => {
    const key = 'xx0123456789-not-a-uuid'
    const demo = startDemo({ COVEO_ORGANIZATION_ID: ' ', COVEO_API_KEY: key, COVEO_REGION: 'moon' })
    let output = ''
    for (const stream of [demo.npx.stdout, demo.npx.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    const [code] = await once(demo.npx, 'close')
    expect(code).toBe(1)
    for (const problem of [
      'COVEO_ORGANIZATION_ID is missing',
      'COVEO_API_KEY looks malformed',
      'COVEO_REGION is unknown',
    ]) {
      expect(output.split(problem)).toHaveLength(2)
    }
    expect(output).not.toContain(key)
    expect(output).not.toContain('Starting')
    expect(await demo.running()).toEqual([])
  })
})

/** A terminal sends the signal to the whole process group. */
function pressCtrlC({ npx }: DemoProcess): void {
  if (npx.pid !== undefined) process.kill(-npx.pid, 'SIGINT')
}
