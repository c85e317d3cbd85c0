import type * as Headless from '@coveo/headless'
import type { EmulatorCore } from '../../emulator/create-emulator.ts'

/** As much of Headless as its versions share. */
export type HeadlessModule = typeof Headless

export interface DriveContext {
  headless: HeadlessModule
  engine: Headless.SearchEngine
  controls: Pick<EmulatorCore, 'requests' | 'faults'>
  /** Acts, and resolves once the engine holds the response to the search that follows. */
  respond(act: () => void): Promise<void>
  /** Submits a query; without one, executes the first search. */
  search(q?: string): Promise<void>
  /** Returns the number of results of the last search. */
  total(): number
  /** Returns the results of the last search. */
  results(): Headless.Result[]
}

/** Provokes a controller, and expects its state. */
export type Drive = (context: DriveContext) => Promise<void>

/** Returns the body of the newest request to a route. */
export function bodyOf(route: string, { controls }: DriveContext): unknown {
  return controls.requests.filter((request) => request.route === route).at(-1)?.body
}
