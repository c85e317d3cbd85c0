import { describe, expect, it } from 'vitest'
import { twoImages } from './pictures.ts'

describe('twoImages', () => {
  it('replaces a picture by an image for each of the two looks of the site', () => {
    const html = `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/a-dark.svg">
  <img alt="A chart" src="images/a-light.svg">
</picture>`
    expect(twoImages(html)).toBe(
      '<p><img class="light-image" alt="A chart" src="./images/a-light.svg"><img class="dark-image" alt="A chart" src="./images/a-dark.svg"></p>',
    )
  })

  it('marks relative addresses, and keeps all others', () => {
    const html = '<img src="a.svg"><img src="../b.svg"><img src="/c.svg"><img src="https://example.com/d.svg">'
    expect(twoImages(html)).toBe(html.replace('"a.svg"', '"./a.svg"'))
  })
})
