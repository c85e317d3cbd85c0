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

  it('moves the focus to the link with the same address, or the element with the same id, that replaces its place', async () => {
    const root = setUp()
    const first = '<section id="results" tabindex="-1"><ol><li><a href="/?read=1#">One</a></li></ol></section>'
    const live = '<div><section id="results" tabindex="-1"><h2>Results</h2><a href="/?read=1#">One</a></section></div>'
    root.innerHTML = first
    root.querySelector('a')?.focus()
    root.innerHTML = live
    await observed()
    expect(document.activeElement).toBe(root.querySelector('a'))

    root.innerHTML = live.replace('read=1', 'read=2')
    await observed()
    expect(document.activeElement).toBe(root.querySelector('section'))

    root.innerHTML = first
    await observed()
    expect(document.activeElement).toBe(root.querySelector('section'))
  })

  it('moves the focus to the nearest visible ancestor when a resized window hides the focused control', () => {
    const root = setUp()
    document.getElementById('clear')?.focus()
    window.dispatchEvent(new Event('resize'))
    expect(document.activeElement?.id).toBe('clear')
    document.getElementById('group')?.style.setProperty('display', 'none')
    window.dispatchEvent(new Event('resize'))
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
