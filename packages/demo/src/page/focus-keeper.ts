/**
 * Keeps the keyboard's place: when the focused control disappears, also because the window was resized, its replacement takes
 * the focus, or that of its nearest ancestor with a `tabindex`, instead of the body. Returns how to stop.
 */
export function keepFocus(root: HTMLElement): () => void {
  let ancestors: HTMLElement[] = []

  function remember({ target }: FocusEvent) {
    ancestors = []
    for (let node = target as HTMLElement | null; node !== null && node !== root; node = node.parentElement)
      ancestors.push(node)
    ancestors.push(root)
  }

  function restore() {
    const [focused] = ancestors
    if (focused === undefined || isShown(focused)) return
    // A control that was hidden keeps the focus until the next frame.
    if (document.activeElement !== document.body && document.activeElement !== focused) return
    const places = ancestors.map((node) => (node.isConnected ? node : findReplacement(root, node)))
    ancestors = []
    places.find((place) => place?.matches('[tabindex], a[href]') && isShown(place))?.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(restore)
  observer.observe(root, { childList: true, subtree: true })
  root.addEventListener('focusin', remember)
  window.addEventListener('resize', restore)
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', restore)
    root.removeEventListener('focusin', remember)
  }
}

function isShown(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility()
}

/** The element with the same id, or the link to the same address: the live search renders the first results again. */
function findReplacement(root: HTMLElement, { id, attributes }: HTMLElement): HTMLElement | null {
  const href = attributes.getNamedItem('href')?.value
  if (id !== '') return root.querySelector<HTMLElement>(`#${CSS.escape(id)}`)
  return href === undefined ? null : root.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)
}
