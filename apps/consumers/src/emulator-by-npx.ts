import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Consumer } from './consumer.ts'
import { findFreePort } from './free-port.ts'

const configWith = (expiredTokenStatus: number) => ({
  'emulator.json': JSON.stringify({ settings: { expiredTokenStatus } }),
})
const waiting = { timeout: 60_000 }

/** Starts the installed emulator by npx with its flags for files, changes its config, and ends npx alone. */
export async function expectEmulatorByNpx(app: Consumer): Promise<void> {
  const port = String(await findFreePort())
  const url = `http://127.0.0.1:${port}`
  app.write({ ...configWith(401), '.env.local': 'OTHER=kept\n' })
  const files = ['--config', 'emulator.json', '--watch', '--write-env', '.env.local']
  const npx = await app.start('npx', ['coveo-emulator', '--port', port, ...files], { url })
  try {
    // The emulator responds before it has written the file.
    const variables = () => readFileSync(join(app.folder, '.env.local'), 'utf8')
    await expect.poll(variables, waiting).toContain(`COVEO_ENDPOINT=${url}`)
    expect(variables()).toContain('OTHER=kept')
    const status = async () => (await (await fetch(`${url}/__emulator/settings`)).json()).expiredTokenStatus
    expect(await status()).toBe(401)
    app.write(configWith(419))
    await expect.poll(status, waiting).toBe(419)
    npx.end()
    const runs = () =>
      fetch(url).then(
        () => true,
        () => false,
      )
    await expect.poll(runs, waiting).toBe(false)
  } finally {
    await npx.stop()
  }
}
