import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoundedMap } from './bounded-map.ts'

describe('createBoundedMap', () => {
  it('drops the oldest entry when it is full', () => {
    const map = createBoundedMap<number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.set('a', 3)
    map.set('c', 4)
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([3, undefined, 4])
  })

  it('keeps an entry that was read, unless it was only peeked at', () => {
    const map = createBoundedMap<number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.get('a')
    map.peek('b')
    map.set('c', 3)
    expect(['a', 'b', 'c'].map((key) => map.peek(key))).toEqual([1, undefined, 3])
  })

  it('deletes an entry', () => {
    const map = createBoundedMap<number>(2)
    map.set('a', 1)
    map.delete('a')
    expect(map.get('a')).toBeUndefined()
  })

  it('reports evicted values, not deleted ones', () => {
    const evicted: number[] = []
    const map = createBoundedMap<number>(1, { onEvict: (value) => evicted.push(value) })
    map.set('a', 1)
    map.delete('a')
    map.set('b', 2)
    map.set('b', 3)
    map.set('c', 4)
    map.clear()
    map.set('d', 5)
    expect(evicted).toEqual([3])
  })

  it('agrees with a list in order of use, after any steps', () => {
    const step = fc.record({
      act: fc.constantFrom('get', 'peek', 'set', 'delete', 'clear'),
      key: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(step, { maxLength: 60, size: 'max' }),
        (maxEntries, steps) => {
          const map = createBoundedMap<number>(maxEntries)
          let list: { key: string; value: number }[] = []
          for (const [value, { act, key }] of steps.entries()) {
            const found = list.find((entry) => entry.key === key)
            if (act === 'clear') list = []
            if (act === 'delete' || act === 'set') list = list.filter((entry) => entry.key !== key)
            if (act === 'set') list = [...list, { key, value }].slice(-maxEntries)
            if (act === 'get' && found) list = [...list.filter((entry) => entry !== found), found]
            if (act === 'get' || act === 'peek') expect(map[act](key)).toBe(found?.value)
            else if (act === 'set') map.set(key, value)
            else map[act as 'delete' | 'clear'](key)
          }
          for (const { key, value } of list) expect(map.peek(key)).toBe(value)
        },
      ),
    )
  })
})
