/**
 * Keeps the keyboard's place: when the focused control disappears, what replaces it takes the focus, or else what replaces its
 * nearest ancestor with a `tabindex`, instead of the body. Returns how to stop.
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
    if (ancestors[0] === undefined || ancestors[0].isConnected || document.activeElement !== document.body) return
    const places = ancestors.map((node) => (node.isConnected ? node : findReplacement(root, node)))
    ancestors = []
    places.find((place) => place?.matches('[tabindex], a[href]'))?.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(restore)
  observer.observe(root, { childList: true, subtree: true })
  root.addEventListener('focusin', remember)
  return () => {
    observer.disconnect()
    root.removeEventListener('focusin', remember)
  }
}

/** The element with the same id, or the link to the same address: the live search renders the first results again. */
function findReplacement(root: HTMLElement, { id, attributes }: HTMLElement): HTMLElement | null {
  const href = attributes.getNamedItem('href')?.value
  if (id !== '') return root.querySelector<HTMLElement>(`#${CSS.escape(id)}`)
  return href === undefined ? null : root.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)
}
