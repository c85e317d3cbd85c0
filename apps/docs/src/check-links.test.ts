import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findLinkProblems } from './check-links.ts'

describe('findLinkProblems', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-site-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function problemsOf(pages: Record<string, string>, base = '/') {
    for (const [path, html] of Object.entries(pages)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), html)
    }
    return findLinkProblems({ folder, base })
  }

  it('accepts links to pages, to headings, to files and to other sites', () => {
    const links = ['/', '/packages/core', '#a', '/packages/core#get&#39;s', '/logo.svg', 'https://example.com/x']
    const html = links.map((link) => `<a class="x" href="${link}">x</a>`).join('')
    expect(problemsOf({ 'index.html': `<h1 id="a">${html}</h1>`, 'packages/core.html': `<h2 id="get's">` })).toEqual([])
  })

  it('reports a link to a missing page and to a missing heading', () => {
    const html = '<a href="/missing">x</a><a href="/other#nowhere">x</a><a href="#gone">x</a>'
    expect(problemsOf({ 'index.html': html, 'other.html': '' })).toEqual([
      '/: no page for the link /missing',
      '/: no such heading: /other#nowhere',
      '/: no such heading: #gone',
    ])
  })

  it('reads the addresses of a site below a folder', () => {
    const html = '<a href="/kit/errors#a">x</a><a href="/kit/missing">x</a>'
    expect(problemsOf({ 'index.html': html, 'errors.html': '<h2 id="a">' }, '/kit/')).toEqual([
      '/: no page for the link /kit/missing',
    ])
  })
})
