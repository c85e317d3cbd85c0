import { until } from './until.test.support.ts'

/** As much of a search engine as all versions of Headless share. */
interface Engine {
  readonly state: { readonly search?: { readonly response: { readonly searchUid: string } } | undefined }
}

/** Runs `act` and resolves once the engine holds the response to it. */
export async function responseTo(engine: Engine, act: () => void): Promise<void> {
  const uidOf = () => engine.state.search?.response.searchUid
  const before = uidOf()
  act()
  await until(() => uidOf() !== before)
}
