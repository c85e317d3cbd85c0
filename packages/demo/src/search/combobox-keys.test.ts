import { describe, expect, it } from 'vitest'
import { comboboxKey } from './combobox-keys.ts'

const closed = { open: false, active: -1 }

describe('comboboxKey', () => {
  it('opens at the first suggestion with ArrowDown, at the last with ArrowUp', () => {
    expect(comboboxKey('ArrowDown', closed, 3)).toEqual({ open: true, active: 0 })
    expect(comboboxKey('ArrowUp', closed, 3)).toEqual({ open: true, active: 2 })
  })

  it('selects the text field past either end', () => {
    expect(comboboxKey('ArrowDown', { open: true, active: 1 }, 3)?.active).toBe(2)
    expect(comboboxKey('ArrowDown', { open: true, active: 2 }, 3)?.active).toBe(-1)
    expect(comboboxKey('ArrowUp', { open: true, active: 0 }, 3)?.active).toBe(-1)
    expect(comboboxKey('ArrowUp', { open: true, active: -1 }, 3)?.active).toBe(2)
  })

  it('closes with Escape, and ignores a second Escape', () => {
    expect(comboboxKey('Escape', { open: true, active: 1 }, 3)).toEqual(closed)
    expect(comboboxKey('Escape', closed, 3)).toBeUndefined()
  })

  it('ignores other keys, and every key without suggestions', () => {
    expect(comboboxKey('a', { open: true, active: 1 }, 3)).toBeUndefined()
    expect(comboboxKey('Enter', { open: true, active: 1 }, 3)).toBeUndefined()
    expect(comboboxKey('ArrowDown', closed, 0)).toBeUndefined()
  })
})
