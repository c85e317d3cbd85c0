import { describe, expect, it, onTestFinished } from 'vitest'
import { startReloadableEmulator } from './reloadable-emulator.ts'

describe('startReloadableEmulator', () => {
  it('keeps open pages up to date after a reload', async () => {
    const { emulator, reload } = await startReloadableEmulator({})
    onTestFinished(() => emulator.stop())
    const { body } = await fetch(`${emulator.url}/__emulator/events`)
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => (await reader?.read())?.value
    expect(await next()).toBe(': connected\n\n')
    reload({ settings: { expiredTokenStatus: 401 } })
    expect(await next()).toContain('event: change')
    await fetch(`${emulator.url}/__emulator/clock`, { method: 'DELETE' })
    expect(await next()).toContain('event: change')
  })
})
