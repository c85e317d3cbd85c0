import { describe, expect, it } from 'vitest'
import { comboboxKey } from './combobox-keys.ts'

const closed = { open: false, active: -1 }

describe('comboboxKey', () => {
  it('opens at the first suggestion going down, at the last going up', () => {
    expect(comboboxKey('ArrowDown', closed, 3)).toEqual({ open: true, active: 0 })
    expect(comboboxKey('ArrowUp', closed, 3)).toEqual({ open: true, active: 2 })
  })

  it('passes through the field at either end', () => {
    expect(comboboxKey('ArrowDown', { open: true, active: 1 }, 3)?.active).toBe(2)
    expect(comboboxKey('ArrowDown', { open: true, active: 2 }, 3)?.active).toBe(-1)
    expect(comboboxKey('ArrowUp', { open: true, active: 0 }, 3)?.active).toBe(-1)
    expect(comboboxKey('ArrowUp', { open: true, active: -1 }, 3)?.active).toBe(2)
  })

  it('closes with Escape, and leaves a second Escape alone', () => {
    expect(comboboxKey('Escape', { open: true, active: 1 }, 3)).toEqual(closed)
    expect(comboboxKey('Escape', closed, 3)).toBeUndefined()
  })

  it('leaves the keys alone that are not its own, and all of them without suggestions', () => {
    expect(comboboxKey('a', { open: true, active: 1 }, 3)).toBeUndefined()
    expect(comboboxKey('Enter', { open: true, active: 1 }, 3)).toBeUndefined()
    expect(comboboxKey('ArrowDown', closed, 0)).toBeUndefined()
  })
})
