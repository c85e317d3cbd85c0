/** Calls every listener. An error of one is reported as uncaught, and does not keep the others from being called. */
export function callListeners(listeners: ReadonlySet<() => void>): void {
  for (const listener of [...listeners]) {
    try {
      listener()
    } catch (error) {
      reportError(error)
    }
  }
}
