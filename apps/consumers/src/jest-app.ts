import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceRoot } from './workspace-root.ts'

/** The line that the README of `@coveo-token/react` gives to users of Jest. */
const readme = readFileSync(join(workspaceRoot, 'packages/react/README.md'), 'utf8')
const jestLine = /`(transformIgnorePatterns: .*?)`/.exec(readme)?.[1]

/** The files of an application with Jest tests of a page and of a server, by path. `babelPlugin` is a transform of ES modules. */
export function jestApp(babelPlugin: string): Record<string, string> {
  return {
    'babel.config.cjs': `module.exports = { plugins: [${JSON.stringify(babelPlugin)}] }`,
    'jest.config.cjs': `module.exports = { testEnvironment: 'node', rootDir: __dirname, ${jestLine} }`,
    'page.test.js': jestTest,
    'server.test.js': jestServerTest,
  }
}

const jestTest = `
import { createTokenSource } from '@coveo-token/core/browser'
import { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'

function Search() {
  return useCoveoToken().status
}

test.each([
  [{ token: 'test', kind: 'search', organizationId: 'acme', fingerprint: 'f', expiresIn: 3600, refreshIn: 2700 }, 'ready'],
  [null, 'signed-out'],
])('renders with the token %p', (initialToken, status) => {
  const source = createTokenSource({ initialToken })
  expect(renderToString(createElement(CoveoTokenProvider, { source }, createElement(Search)))).toBe(status)
})
`

const jestServerTest = `
import { createCoveoClient, emailIdentity } from '@coveo-token/core'
import { startEmulator } from '@coveo-token/emulator'

test('mints a token of the emulator', async () => {
  const { url, organizationId, apiKeys, stop } = await startEmulator()
  try {
    const coveo = createCoveoClient({ organizationId, apiKey: apiKeys.authenticatedSearch, baseUrl: url })
    const { token } = await coveo.createSearchToken({ userIds: [emailIdentity('asmith@example.com')] })
    expect(token.split('.')).toHaveLength(3)
  } finally {
    await stop()
  }
})
`
