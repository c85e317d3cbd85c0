import { tokenError } from './error-table.ts'
import { type WithinOptions, within } from './within.ts'

export interface InTimeOptions extends WithinOptions {
  /** The option whose function returned the promise. */
  readonly name: string
}

/** Settles like a promise of the application, or rejects with `application-timeout`. */
export async function inTime<Value>(promise: Promise<Value>, { name, ...limit }: InTimeOptions): Promise<Value> {
  if (await within(promise, limit)) return promise
  throw tokenError('application-timeout', `\`${name}\` did not settle within ${limit.ms} ms.`)
}
