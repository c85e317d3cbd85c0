type Hold = (lock: object | null) => Promise<void>

/** The lock manager of a small world. It stops responding while it is stuck. */
export class WorldLocks {
  isStuck = false
  private readonly waiting: (() => void)[] = []
  private readonly held = new Set<string>()

  request(name: string, _options: unknown, hold: Hold): Promise<void> {
    return new Promise((resolve) => {
      const grant = () => {
        if (this.held.has(name)) return resolve(hold(null))
        this.held.add(name)
        resolve(hold({}).finally(() => this.held.delete(name)))
      }
      if (this.isStuck) this.waiting.push(grant)
      else grant()
    })
  }

  toggle(): void {
    this.isStuck = !this.isStuck
    if (!this.isStuck) for (const grant of this.waiting.splice(0)) grant()
  }

  state(): unknown {
    return [this.isStuck, this.waiting.length, this.held.size]
  }
}
