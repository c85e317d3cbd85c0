import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'

const root = fileURLToPath(new URL('../../..', import.meta.url))

test('the demo starts beside a busy port, says where to click, and leaves nothing behind', async () => {
  test.setTimeout(240_000)
  const squatter = createServer().listen(4401, '127.0.0.1')
  await Promise.race([once(squatter, 'listening'), once(squatter, 'error')])

  const mark = `demo-${process.pid}`
  const env = { ...process.env, DEMO_MARK: mark, COVEO_ORGANIZATION_ID: '', COVEO_API_KEY: '' }
  const demo = spawn('npx', ['-y', 'pnpm@12', 'demo'], { cwd: root, env, detached: true })
  const said: string[] = []
  const urls: string[] = []
  for await (const line of createInterface({ input: demo.stdout })) {
    said.push(line)
    const url = /(?:Express \+ Vite|Next\.js)\s+(http:\S+)/.exec(line)?.[1]
    if (url) urls.push(url)
    if (line.startsWith('Ctrl-C')) break
  }
  expect(said.join('\n')).toContain('Port 4401 is busy')
  expect(urls).toHaveLength(2)
  for (const url of urls) expect((await fetch(url)).status).toBe(200)
  expect(processesMarked(mark).length).toBeGreaterThanOrEqual(3)

  const ended = once(demo, 'close')
  pressCtrlC(demo)
  await ended
  expect(processesMarked(mark)).toEqual([])
  for (const url of urls) await expect(fetch(url)).rejects.toThrow()
  squatter.close()
})

test('the demo names every setting that is wrong, once, and leaves nothing behind', async () => {
  test.setTimeout(240_000)
  const mark = `demo-settings-${process.pid}`
  const key = 'xx0123456789-not-a-uuid'
  const env = { ...process.env, DEMO_MARK: mark, COVEO_ORGANIZATION_ID: ' ', COVEO_API_KEY: key, COVEO_REGION: 'moon' }
  const demo = spawn('npx', ['-y', 'pnpm@12', 'demo'], { cwd: root, env, detached: true })
  let said = ''
  for (const stream of [demo.stdout, demo.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const [code] = await once(demo, 'close')
  expect(code).toBe(1)
  for (const problem of [
    'COVEO_ORGANIZATION_ID is missing',
    'COVEO_API_KEY looks malformed',
    'COVEO_REGION is unknown',
  ]) {
    expect(said.split(problem)).toHaveLength(2)
  }
  expect(said).not.toContain(key)
  expect(said).not.toContain('Starting')
  expect(processesMarked(mark)).toEqual([])
})

/** A terminal sends the signal to every process of the command, npx and pnpm included. */
function pressCtrlC(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
}

/** The ids of the processes whose environment carries the mark, that is the demo's and their children. */
function processesMarked(mark: string): string[] {
  return readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id)) return false
    try {
      return readFileSync(`/proc/${id}/environ`, 'latin1').includes(`DEMO_MARK=${mark}`)
    } catch {
      return false
    }
  })
}
