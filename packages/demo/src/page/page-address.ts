/** Called after each change of the URL. `isByHistory`: by Back, Forward or the user, instead of by this page. */
type AddressListener = (isByHistory: boolean) => void

let address: URL | undefined
const listeners = new Set<AddressListener>()

/**
 * The URL of this page, as the page or the browser's history last set it. The router of Next takes over each change of `history` later,
 * and until then may write an earlier URL into `location`.
 */
export function readAddress(): URL {
  if (address === undefined) {
    address = new URL(location.href)
    window.addEventListener('popstate', () => change(new URL(location.href), true))
  }
  return new URL(address)
}

export function subscribeToAddress(listener: AddressListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes the URL, with a history entry of its own or in place of the current one. */
export function writeAddress(url: URL, { asEntry }: { asEntry: boolean }): void {
  if (asEntry) history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  change(url, false)
}

function change(url: URL, isByHistory: boolean) {
  address = url
  for (const listener of listeners) listener(isByHistory)
}
