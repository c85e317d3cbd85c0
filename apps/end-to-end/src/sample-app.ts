import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Emulator } from '@coveo-token/emulator'
import { build } from 'vite'
import { filesIn, readSection } from '../../guides/src/guide-file.test.support.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

export interface SampleAppOptions {
  /** Empty, and below this app, so that it finds the packages. */
  folder: string
  coveo: Emulator
  /** The section of `docs/coveo-samples.md`. */
  heading: string
  /** The files of the sample that the guide does not change, reduced to what shows results. */
  sample: Readonly<Record<string, string>>
}

const listenAndPrint = `listen(process.env.PORT, function () {
  console.log('http://127.0.0.1:' + this.address().port)
})`

/** Builds one of Coveo's samples by Vite with the files of the guide, and starts the server of `docs/migrating.md`. */
export async function startSampleApp({ folder, coveo, heading, sample }: SampleAppOptions): Promise<ServerProcess> {
  const files = new Map([
    ...filesIn(readSection('docs/migrating.md', "A middleware of Vite's dev server")),
    ...[...filesIn(readSection('docs/coveo-samples.md', heading))].map(
      ([path, code]) => [path, withEmulator(code, coveo.url)] as const,
    ),
    ...Object.entries({ 'package.json': '{ "type": "module" }', ...sample }),
  ])
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text.replace('listen(3000)', listenAndPrint))
  }
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.js'),
    logLevel: 'error',
    build: { minify: false },
    oxc: { jsx: { runtime: 'automatic' } },
  })
  return startServerProcess({
    command: { cwd: folder, args: ['server.js'] },
    env: {
      COVEO_ENDPOINT: coveo.url,
      COVEO_ORGANIZATION_ID: coveo.organizationId,
      COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
    },
  })
}

/** The guide's code with the setting that the guide names for the emulator. */
function withEmulator(code: string, url: string): string {
  const proxy = `proxyBaseUrl: '${url}/rest/search/v2'`
  return code.includes('search: {')
    ? code.replace('search: {', `search: { ${proxy},`)
    : code.replace('configuration: {', `configuration: { search: { ${proxy} },`)
}
