'use client'

import { createElement, Fragment, type ReactNode, useMemo } from 'react'

/** Elements that the pane shows as they are. Of all others it shows the content alone. */
const shown = new Set(
  'p ul ol li dl dt dd blockquote pre code strong em b i mark sub sup table thead tbody tr th td time'.split(' '),
)
/** Elements without content for readers. */
const hidden = new Set('head script style noscript template iframe object svg'.split(' '))

/**
 * The HTML of a quick view as React elements, without its scripts, styles, links and attributes. The first heading
 * repeats the title, so it is left out.
 */
export function QuickViewContent({ html }: { html: string }) {
  const nodes = useMemo(() => toNodes(new DOMParser().parseFromString(html, 'text/html').documentElement), [html])
  return (
    <div className="quick-view" dir="auto">
      {nodes}
    </div>
  )
}

/** The title of a quick view, from its first heading or its head. */
export function quickViewTitle(html: string): string | undefined {
  const { title, body } = new DOMParser().parseFromString(html, 'text/html')
  return body.querySelector('h1')?.textContent?.trim() || title.trim() || undefined
}

function toNodes(parent: Node): ReactNode[] {
  return [...parent.childNodes].map((node, index) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent
    const name = node.nodeName.toLowerCase()
    if (node.nodeType !== Node.ELEMENT_NODE || hidden.has(name) || name === 'h1') return null
    const element = /^h[2-6]$/.test(name) ? 'h3' : shown.has(name) ? name : Fragment
    return createElement(element, { key: index }, ...toNodes(node))
  })
}
