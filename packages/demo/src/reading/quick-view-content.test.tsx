import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { QuickViewContent, quickViewTitle } from './quick-view-content.tsx'

afterEach(cleanup)

describe('QuickViewContent', () => {
  it('shows texts, lists, headings and marked words', () => {
    const html = '<h1>Title</h1><h2>Part</h2><p>Reset a <mark>password</mark>.</p><ul><li>One</li></ul>'
    const { container } = render(<QuickViewContent html={html} />)
    expect(screen.getByRole('heading', { level: 3 }).textContent).toBe('Part')
    expect(container.querySelector('mark')?.textContent).toBe('password')
    expect(screen.getByRole('listitem').textContent).toBe('One')
    expect(container.textContent).not.toContain('Title')
  })

  it('shows no script, style, link or attribute of a document', () => {
    const html = `<style>p{}</style><script>alert(1)</script><p onclick="alert(1)" style="color:red">
      <a href="javascript:alert(1)">Link</a><img src="x" onerror="alert(1)"></p>`
    const { container } = render(<QuickViewContent html={html} />)
    expect(container.textContent?.trim()).toBe('Link')
    expect(container.querySelectorAll('script, style, a, img, [onclick], [style]')).toHaveLength(0)
  })
})

describe('quickViewTitle', () => {
  it.each([
    ['<title>Head</title><h1>The <mark>first</mark> heading</h1>', 'The first heading'],
    ['<title> Head </title><p>Text</p>', 'Head'],
    ['<p>Text</p>', undefined],
  ])('reads the first heading, or the title, of %s', (html, title) => {
    expect(quickViewTitle(html)).toBe(title)
  })
})
