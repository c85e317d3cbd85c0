import type { CommandContext } from './command.ts'

export interface RecordedCall {
  readonly url: string
  /** Local time in the middle of the call, in milliseconds since the epoch. */
  readonly at: number
  /** The `Date` header of the response, in milliseconds since the epoch. */
  readonly date: number | undefined
}

export interface CallRecorder {
  readonly fetch: typeof fetch
  /** Oldest first. Their URLs can hold a token: never print one. */
  readonly calls: readonly RecordedCall[]
  /** Coveo's clock minus the local clock in milliseconds, by the last response with a date. */
  readonly clockSkewMs: () => number | undefined
}

/** Wraps `fetch` and keeps the URL and the date of each response. */
export function createCallRecorder({ fetch, now }: Pick<CommandContext, 'fetch' | 'now'>): CallRecorder {
  const calls: RecordedCall[] = []
  return {
    calls,
    async fetch(input, init) {
      const sentAt = now()
      const response = await fetch(input, init)
      const date = Date.parse(response.headers.get('date') ?? '')
      const url = input instanceof Request ? input.url : String(input)
      calls.push({ url, at: (sentAt + now()) / 2, date: Number.isNaN(date) ? undefined : date })
      return response
    },
    clockSkewMs() {
      const last = calls.findLast(({ date }) => date !== undefined)
      return last?.date === undefined ? undefined : last.date - last.at
    },
  }
}
