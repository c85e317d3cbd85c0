const wakeEvents = ['visibilitychange', 'pageshow', 'focus', 'online']

/** Calls `listener` when the page is shown, focused, restored or back online. Returns how to stop. */
export function onWake(listener: (event: Event) => void): () => void {
  const { signal, abort } = controller()
  for (const type of wakeEvents) globalThis.addEventListener?.(type, listener, { signal })
  return abort
}

function controller() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
