import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '@netlify/functions'
import handler from './netlify/functions/coveo-token.ts'
import { createSession } from './session.ts'

const context = { waitUntil() {} } as unknown as Context

async function request(cookie?: string) {
  const headers = new Headers(cookie === undefined ? [] : [['cookie', cookie]])
  return handler(new Request('https://app.example.com/api/coveo-token', { headers }), context)
}

test('responds 401 without a session, and with a forged one, and with the token of its user otherwise', async () => {
  assert.equal((await request()).status, 401)
  assert.equal((await request('session=asmith%40example.com.forged')).status, 401)
  assert.equal((await request('session=%E0%A4%A.forged')).status, 401)
  const response = await request(createSession('asmith@example.com'))
  assert.equal(response.status, 200)
  const { token } = (await response.json()) as { token: string }
  assert.equal(JSON.parse(atob(token.split('.')[1] ?? '')).userIds[0].name, 'asmith@example.com')
})
