import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appCommand } from '../src/app-server.ts'
import { expect, test } from '../src/fixtures.ts'

const key = 'xx0123456789-not-a-uuid'

test('an app with wrong settings exits with every problem and its remedy, without a stack or the key', async ({
  app,
}) => {
  const { cwd, args } = appCommand(app)
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: '127.0.0.1',
      PORT: '0',
      SESSION_SECRET: 'a secret of at least thirty-two characters',
      COVEO_API_KEY: key,
      COVEO_REGION: 'moon',
      COVEO_ENDPOINT: 'localhost:4400',
    },
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const [code] = await once(child, 'close')

  expect(code).toBe(1)
  for (const name of ['COVEO_ORGANIZATION_ID', 'COVEO_API_KEY', 'COVEO_REGION', 'COVEO_ENDPOINT']) {
    expect(output).toContain(name)
  }
  expect(output).not.toContain(key)
  expect(output).not.toMatch(/^\s+at /m)
})
