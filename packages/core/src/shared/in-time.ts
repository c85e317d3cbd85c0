import { tokenError } from './error-table.ts'
import { type WithinOptions, within } from './within.ts'

export interface InTimeOptions extends WithinOptions {
  /** The option whose function returned the promise. */
  readonly name: string
}

/** Settles like a promise of the application, or rejects with `application-timeout`. */
export async function inTime<Value>(promise: Promise<Value>, { name, ...limit }: InTimeOptions): Promise<Value> {
  const settled = await within(
    promise.then((value) => ({ value })),
    limit,
  )
  if (settled) return settled.value
  throw tokenError('application-timeout', `\`${name}\` did not settle within ${limit.ms} ms.`)
}
