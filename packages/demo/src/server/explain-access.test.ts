import { describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import { explainAccess } from './explain-access.ts'

const [alice] = demoUsers
const emulatorControl = 'http://127.0.0.1:4400'

describe('explainAccess', () => {
  it('returns the names through which the user of the session may read the document', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ through: ['Support'] }))
    const outcome = await explainAccess({ user: alice, document: 'emulator.faq', emulatorControl, fetch })
    expect(outcome).toEqual({ status: 200, body: { through: ['Support'] } })
    const { searchParams } = new URL(String(fetch.mock.calls[0]?.[0]))
    expect(Object.fromEntries(searchParams)).toEqual({ document: 'emulator.faq', user: 'asmith@example.com' })
  })

  it('refuses without an emulator or a session, and responds 404 for an unknown document', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('{}', { status: 404 }))
    const options = { user: alice, document: 'x', emulatorControl, fetch }
    expect(await explainAccess({ ...options, emulatorControl: undefined })).toMatchObject({ status: 404 })
    expect(await explainAccess({ ...options, user: undefined })).toMatchObject({ status: 401 })
    expect(fetch).not.toHaveBeenCalled()
    expect(await explainAccess(options)).toMatchObject({ status: 404, problem: { code: 'not-found' } })
  })
})
