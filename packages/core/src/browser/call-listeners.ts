/** Calls every listener. An error of one is reported, and does not keep the others from being called. */
export function callListeners(listeners: ReadonlySet<() => void>): void {
  // Node has no `reportError`.
  const report = globalThis.reportError ?? console.error
  for (const listener of [...listeners]) {
    try {
      listener()
    } catch (error) {
      report(error)
    }
  }
}
