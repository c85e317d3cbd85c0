import { afterAll, beforeAll } from 'vitest'
import { type Consumer, createConsumer } from './consumer.ts'
import { listEntries } from './every-entry.ts'
import { type LocalRegistry, startLocalRegistry } from './local-registry.ts'
import { packPackages } from './packed-package.ts'

/** Everything that an application installs beside the kit to use every entry. */
export const peers = ['@coveo/headless', '@opentelemetry/api', 'next', 'react', 'react-dom', 'express', 'redis']

export interface PackedWorld {
  /** The names of the packed packages. */
  kit(): string[]
  /** Every import path of the packed packages. */
  entries(): string[]
  /** Creates an application whose package managers find the packed packages. The test disposes of it. */
  createApp(options?: { bin?: string }): Consumer
  /** Runs `use` in an application with these packages, installed by npm. */
  inConsumer(packages: string[], use: (app: Consumer) => Promise<unknown>): Promise<void>
}

/** Packs the packages before the tests of a file, and puts them on a local registry. */
export function packedWorld(): PackedWorld {
  let names: string[] = []
  let paths: string[] = []
  let registry: LocalRegistry

  beforeAll(async () => {
    const packed = await packPackages()
    names = packed.map(({ manifest }) => manifest.name)
    paths = listEntries(packed)
    registry = await startLocalRegistry(packed)
  })
  afterAll(() => registry?.stop())

  function createApp(options: { bin?: string } = {}) {
    return createConsumer({
      npmrc: [`@coveo-token:registry=${registry.url}`],
      files: { 'package.json': '{ "private": true, "name": "app", "version": "1.0.0", "type": "module" }' },
      ...options,
    })
  }

  return {
    kit: () => names,
    entries: () => paths,
    createApp,
    async inConsumer(packages, use) {
      const app = createApp()
      try {
        await app.run('npm', ['install', '--no-save', ...packages])
        await use(app)
      } finally {
        app.dispose()
      }
    },
  }
}
