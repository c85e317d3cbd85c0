import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Consumer } from './consumer.ts'
import { packedWorld, peers } from './packed-world.ts'

const { kit, entries, createApp } = packedWorld()
const modules: Record<string, string> = { nodenext: 'nodenext', node16: 'node16', bundler: 'esnext', node: 'commonjs' }
// TypeScript 7 has no `moduleResolution: node`.
const cases: [version: string, resolutions: string[]][] = [
  ['5.4', ['nodenext', 'node16', 'bundler', 'node']],
  ['5.9', ['nodenext', 'node16', 'bundler', 'node']],
  ['7', ['nodenext', 'node16', 'bundler']],
]

let app: Consumer

// One installation with every compiler: an installation takes longer than all else here.
beforeAll(async () => {
  app = createApp()
  const compilers = cases.map(([version]) => `typescript-${version}@npm:typescript@${version}`)
  const types = ['@types/node@20', '@types/express', '@types/react']
  await app.run('npm', ['install', '--no-save', ...kit(), ...peers, ...types, ...compilers])
})
afterAll(() => app?.dispose())

describe.each(cases)('TypeScript %s', (version, resolutions) => {
  const compile = (...args: string[]) => app.run('node', [`node_modules/typescript-${version}/bin/tsc`, ...args])

  it.each(resolutions)('every entry typechecks with moduleResolution %s', async (moduleResolution) => {
    const compilerOptions = {
      module: modules[moduleResolution],
      moduleResolution,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    }
    app.write({
      'all.ts': entries()
        .map((entry, index) => `export * as e${index} from '${entry}'`)
        .join('\n'),
      'tsconfig.json': JSON.stringify({ compilerOptions, files: ['all.ts'] }),
    })
    const output = await compile().catch((error: Error) => error.message)
    expect(await compile('--version')).toContain(`Version ${version}.`)
    // Other libraries may fail this strict check; the kit and its user must not.
    const isOwn = (line: string) => /error TS/.test(line) && !/node_modules\/(?!@coveo-token)/.test(line)
    expect(output.split('\n').filter(isOwn)).toEqual([])
  })
})
