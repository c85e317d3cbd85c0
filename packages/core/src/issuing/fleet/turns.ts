/** A bounded number of turns. */
export interface Turns {
  /** Resolves when a turn is free, in the order of the calls. */
  readonly take: () => Promise<void>
  readonly giveBack: () => void
}

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let taken = 0

  return {
    async take() {
      if (taken < most) taken++
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
    giveBack() {
      const next = waiting.shift()
      if (next) next()
      else taken--
    },
  }
}
