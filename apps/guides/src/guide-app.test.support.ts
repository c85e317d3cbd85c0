import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, type ListenOptions, Server } from 'node:net'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { onTestFinished, vi } from 'vitest'

export interface GuideApp {
  folder: string
  coveo: Emulator
  /** Imports one of the files. */
  load(path: string): Promise<Record<string, unknown>>
  /** Imports a file that starts a server. Resolves with the address: a free port in place of its own. */
  start(path: string): Promise<string>
}

/** Writes the files of a guide into a folder of their own, beside an emulator whose settings are in `process.env`. */
export async function createGuideApp(files: Map<string, string>): Promise<GuideApp> {
  const apps = join(import.meta.dirname, '../.guide-apps')
  mkdirSync(apps, { recursive: true })
  const folder = mkdtempSync(`${apps}/`)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, code] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), code)
  }
  const coveo = await startEmulator()
  onTestFinished(() => coveo.stop())
  // In development Redux prints a warning where its own checks take long.
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubEnv('COVEO_ENDPOINT', coveo.url)
  vi.stubEnv('COVEO_ORGANIZATION_ID', coveo.organizationId)
  vi.stubEnv('COVEO_API_KEY', coveo.apiKeys.authenticatedSearch)
  onTestFinished(() => void vi.unstubAllEnvs())

  const load = (path: string) => import(pathToFileURL(join(folder, path)).href)
  return {
    folder,
    coveo,
    load,
    async start(path) {
      const server = catchServer()
      await load(path)
      return server
    },
  }
}

/** Resolves with the address of the next server that listens; moves it to a free port. */
function catchServer(): Promise<string> {
  const { listen } = Server.prototype
  return new Promise((resolve) => {
    const spy = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      spy.mockRestore()
      onTestFinished(() => {
        ;(this as Server & { closeAllConnections(): void }).closeAllConnections()
        this.close()
      })
      this.once('listening', () => resolve(`http://127.0.0.1:${(this.address() as AddressInfo).port}`))
      return (listen as (options: ListenOptions) => Server).call(this, { port: 0, host: '127.0.0.1' })
    })
  })
}
