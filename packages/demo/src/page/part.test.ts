import { describe, expect, it, vi } from 'vitest'
import { createPart } from './part.ts'

const Component = () => null

describe('createPart', () => {
  it('loads the script once, however often it is requested', async () => {
    const importScript = vi.fn(async () => ({ default: Component }))
    const part = createPart(importScript)
    await Promise.all([part.load(), part.load()])
    await part.load()
    expect(importScript).toHaveBeenCalledTimes(1)
    expect(part.getSnapshot()).toEqual({ Component, isLoading: false, hasFailed: false })
  })

  it('logs why a load failed, and repeats it', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const importScript = vi.fn(async () => ({ default: Component }))
    const error = new TypeError('Failed to fetch')
    importScript.mockRejectedValueOnce(error)
    const part = createPart(importScript)
    await part.load()
    expect(log).toHaveBeenCalledExactlyOnceWith('A part of the page did not load.', error)
    expect(part.getSnapshot()).toEqual({ Component: undefined, isLoading: false, hasFailed: true })
    await part.load()
    expect(part.getSnapshot()).toMatchObject({ Component, hasFailed: false })
  })

  it('calls its listeners until they unsubscribe', async () => {
    const part = createPart(async () => ({ default: Component }))
    const listener = vi.fn()
    const stop = part.subscribe(listener)
    await part.load()
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
    await part.load()
    expect(listener).toHaveBeenCalledTimes(2)
  })
})
