/**
 * Keeps the keyboard's place: when the focused control disappears, its nearest remaining ancestor with a `tabindex`
 * takes the focus, instead of the body. Returns how to stop.
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
    const home = ancestors.find((node) => node.isConnected && node.hasAttribute('tabindex'))
    ancestors = []
    home?.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(restore)
  observer.observe(root, { childList: true, subtree: true })
  root.addEventListener('focusin', remember)
  return () => {
    observer.disconnect()
    root.removeEventListener('focusin', remember)
  }
}
