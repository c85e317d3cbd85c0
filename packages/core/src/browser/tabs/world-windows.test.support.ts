type Listener = (event: { readonly type: string; readonly persisted?: boolean }) => void

/** The windows of the tabs of a small world. */
export class WorldWindows {
  /** The tab that opens, or is used. */
  current = 0
  private readonly owners = new Map<Listener, number>()
  private readonly listeners = new Map<string, Set<Listener>>()

  add(type: string, listener: Listener): void {
    if (!this.owners.has(listener)) this.owners.set(listener, this.current)
    this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener))
  }

  remove(type: string, listener: Listener): void {
    this.listeners.get(type)?.delete(listener)
  }

  dispatch(tab: number, event: Parameters<Listener>[0]): void {
    for (const listener of [...(this.listeners.get(event.type) ?? [])]) {
      if (this.owners.get(listener) === tab) listener(event)
    }
  }
}
