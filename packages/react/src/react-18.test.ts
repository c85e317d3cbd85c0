import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInThisContext } from 'node:vm'
import { beforeAll, describe, expect, it, vi } from 'vitest'

type Fixture = typeof import('./react-18.test.support.tsx')

const packageFolder = join(fileURLToPath(import.meta.url), '../..')
let fixture: Fixture

/** Bundles this package with React 18 in React's place: one process cannot load both under one name. */
beforeAll(() => {
  const aliases = ['react', 'react-dom'].map((name) => `--alias:${name}=${name}18`)
  const flags = [
    '--bundle',
    '--format=iife',
    '--global-name=fixture',
    '--jsx=automatic',
    '--conditions=@coveo-token/source',
  ]
  const target = ['--platform=browser', '--target=es2022', '--define:process.env.NODE_ENV="development"']
  const args = ['src/react-18.test.support.tsx', ...flags, ...target, ...aliases, '--log-level=error']
  const bundle = execFileSync(join(packageFolder, 'node_modules/.bin/esbuild'), args, {
    cwd: packageFolder,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
  fixture = runInThisContext(`${bundle};fixture`)
})

describe('React 18', () => {
  it('is what this suite runs on', () => {
    expect(fixture.version).toMatch(/^18\./)
  })

  it('renders loading on the server', () => {
    expect(fixture.renderShown()).toBe('<p id="shown">loading -</p>')
  })

  it('shows one token to both hooks in StrictMode, with one request', async () => {
    const answer = {
      token: 't1',
      kind: 'search',
      organizationId: 'acme',
      expiresIn: 3480,
      refreshIn: 2710,
      fingerprint: 'f1',
    }
    const fetch = vi.fn(async () => Response.json(answer))
    vi.stubGlobal('fetch', fetch)
    const container = document.body.appendChild(document.createElement('div'))
    const unmount = fixture.mount(container)
    await vi.waitFor(() => expect(container.querySelector('#settled')?.textContent).toBe('ready t1'))
    expect(container.querySelector('#shown')?.textContent).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
    unmount()
    container.remove()
  })
})
