import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Consumer } from './consumer.ts'
import { findFreePort } from './free-port.ts'
import { packedWorld } from './packed-world.ts'

const { createApp } = packedWorld()
const files = {
  'coveo.js': `import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/next'
export const coveo = createCoveo({
  user: async () => null,
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)] }),
})`,
  'app/api/coveo-token/route.js': `import { coveo } from '../../../coveo.js'
export const { GET, POST } = coveo.handlers`,
  'app/layout.js': `import { createElement } from 'react'
export default ({ children }) => createElement('html', null, createElement('body', null, children))`,
  'app/page.js': `import { CoveoTokenProvider } from '@coveo-token/react'
import { createElement } from 'react'
import { coveo } from '../coveo.js'
import { Status } from './status.js'
export default async function Page() {
  const initialToken = await coveo.getInitialToken()
  return createElement(CoveoTokenProvider, { initialToken }, createElement(Status))
}`,
  'app/status.js': `'use client'
import { useCoveoToken } from '@coveo-token/react'
export const Status = () => useCoveoToken().status`,
}
/** Read at the first request, not by the build. */
const env = { COVEO_ORGANIZATION_ID: 'acme', COVEO_API_KEY: 'xx590a182c-5045-4914-a00b-1f4099581b3e' }

describe.each(['15', '16'])('Next %s', (version) => {
  let app: Consumer

  beforeAll(async () => {
    app = createApp()
    app.write(files)
    const packages = ['@coveo-token/next', '@coveo-token/react', `next@${version}`, 'react', 'react-dom']
    await app.run('npm', ['install', '--no-save', ...packages])
  })
  afterAll(() => app?.dispose())

  it('next build needs no settings, next start sends the page and a response of the endpoint', async () => {
    await app.run('npx', ['next', 'build'])
    await checkServer('start')
  })

  it('next dev sends the page and a response of the endpoint', () => checkServer('dev'))

  async function checkServer(command: 'start' | 'dev') {
    const port = await findFreePort()
    const url = `http://127.0.0.1:${port}`
    const server = await app.start('npx', ['next', command, '-H', '127.0.0.1', '-p', String(port)], { url, env })
    try {
      const response = await fetch(`${url}/api/coveo-token`)
      expect([response.status, response.headers.get('cache-control')]).toEqual([401, 'private, no-store'])
      const page = await fetch(url)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('signed-out')])
    } finally {
      await server.stop()
    }
  }
})
