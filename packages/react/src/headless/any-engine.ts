'use client'

/** The part that every Headless engine has. */
export interface AnyEngine {
  readonly dispatch: (action: never) => unknown
}

interface EngineConfiguration {
  readonly accessToken: string
  readonly environment?: string | undefined
}

interface EngineState {
  readonly configuration: EngineConfiguration
}

/** Where commerce engines keep their state. The `configuration` that they show is a copy, and after hydration an old one. */
const stateKey = Symbol.for('coveo-headless-internal-state')

interface ReadableEngine {
  readonly state?: EngineState
  readonly [stateKey]?: EngineState
  readonly subscribe: (listener: () => void) => () => void
}

export function engineConfiguration(engine: AnyEngine): EngineConfiguration {
  const { state, [stateKey]: hiddenState } = engine as AnyEngine & ReadableEngine
  return ((state ?? hiddenState) as EngineState).configuration
}

/** Gives an engine another token. Headless forgets the environment of a change that does not name it. */
export function setEngineToken(engine: AnyEngine, accessToken: string) {
  const { accessToken: held, environment } = engineConfiguration(engine)
  if (held !== accessToken) configure(engine, { accessToken, environment })
}

/** Restores the environment after Headless renewed a token by itself: without it, requests go to the production host. */
export function keepEnvironment(engine: AnyEngine) {
  const { environment } = engineConfiguration(engine)
  ;(engine as AnyEngine & ReadableEngine).subscribe(() => {
    if (engineConfiguration(engine).environment !== environment) configure(engine, { environment })
  })
}

/** Headless's own action, written out so that this package imports nothing of Headless. */
function configure(engine: AnyEngine, payload: Partial<EngineConfiguration>) {
  engine.dispatch({ type: 'configuration/updateBasicConfiguration', payload } as never)
}
