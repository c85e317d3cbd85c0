import { afterEach, describe, expect, it } from 'vitest'
import { keepFocus } from './focus-keeper.ts'

let stop = () => {}

function setUp() {
  document.body.innerHTML = `
    <div id="root" tabindex="-1">
      <fieldset id="group" tabindex="-1"><div id="row"><button id="clear">Clear</button></div></fieldset>
      <button id="other">Other</button>
    </div>`
  const root = document.getElementById('root') as HTMLElement
  stop = keepFocus(root)
  return root
}

/** Lets the observer run. */
const observed = () => new Promise((resolve) => setTimeout(resolve))

afterEach(() => {
  stop()
  document.body.innerHTML = ''
})

describe('keepFocus', () => {
  it('moves the focus to the nearest remaining ancestor when the focused control disappears', async () => {
    setUp()
    document.getElementById('clear')?.focus()
    document.getElementById('row')?.remove()
    await observed()
    expect(document.activeElement?.id).toBe('group')
  })

  it('moves the focus to the root when the whole group disappears', async () => {
    const root = setUp()
    document.getElementById('clear')?.focus()
    document.getElementById('group')?.remove()
    await observed()
    expect(document.activeElement).toBe(root)
  })

  it('leaves the focus alone when the user has moved it, or when another element disappears', async () => {
    setUp()
    document.getElementById('clear')?.focus()
    document.getElementById('other')?.focus()
    document.getElementById('row')?.remove()
    await observed()
    expect(document.activeElement?.id).toBe('other')
  })
})
