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

  it('deletes an entry', () => {
    const map = createBoundedMap<number>(2)
    map.set('a', 1)
    map.delete('a')
    expect(map.get('a')).toBeUndefined()
  })
})
