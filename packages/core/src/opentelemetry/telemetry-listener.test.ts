import type { Attributes, Meter, MeterProvider, Span, SpanOptions, Tracer, TracerProvider } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { fleetUnderTest } from '../testing/fleet-under-test.test.support.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createTelemetryListener } from './telemetry-listener.ts'

const alice = 'alice@example.com'

interface Measured {
  name: string
  value: number
  attributes: Attributes
}

interface Traced {
  name: string
  attributes: Attributes
  status: unknown
  ended: boolean
}

/** Providers that record every measurement and span. They have only the functions that the listener calls. */
function inMemory() {
  const measured: Measured[] = []
  const traced: Traced[] = []
  function instrument(name: string) {
    function note(value: number, attributes: Attributes = {}): void {
      measured.push({ name, value, attributes })
    }
    return { add: note, record: note }
  }
  const meter = { createCounter: instrument, createHistogram: instrument } as unknown as Meter
  const tracer = {
    startSpan(name: string, { attributes = {} }: SpanOptions) {
      const span: Traced = { name, attributes: { ...attributes }, status: undefined, ended: false }
      traced.push(span)
      return {
        setAttribute: (key: string, value: string) => Object.assign(span.attributes, { [key]: value }),
        setStatus: (status: unknown) => Object.assign(span, { status }),
        end: () => Object.assign(span, { ended: true }),
      } as unknown as Span
    },
  } as unknown as Tracer
  const meterProvider: MeterProvider = { getMeter: () => meter }
  const tracerProvider: TracerProvider = { getTracer: () => tracer }
  return { measured, traced, meterProvider, tracerProvider }
}

describe('createTelemetryListener', () => {
  it('counts requests by outcome and measures mints and remaining lifetimes', async () => {
    const { measured, meterProvider, tracerProvider } = inMemory()
    const onEvent = createTelemetryListener({ meterProvider, tracerProvider })
    const { tokens, clock, coveo } = issuerUnderTest({ onEvent, maxEntries: 1 })
    const [first] = await Promise.all([tokens.issue(alice), tokens.issue(alice)])
    await tokens.issue(alice)
    await clock.advance(3_570_000)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await tokens.issue(alice)
    await tokens.reportRejected(alice, first.fingerprint)
    const seen = measured.map(({ name, value, attributes }) => [name, value, attributes.outcome])
    expect(seen).toEqual([
      ['coveo.token.mint.duration', 0, 'minted'],
      ['coveo.token.requests', 1, 'mint'],
      ['coveo.token.remaining', 3_600, 'mint'],
      ['coveo.token.requests', 1, 'coalesced'],
      ['coveo.token.remaining', 3_600, 'coalesced'],
      ['coveo.token.requests', 1, 'hit'],
      ['coveo.token.remaining', 3_600, 'hit'],
      ['coveo.token.mint.duration', 0, 'failed'],
      ['coveo.token.cool_downs', 1, undefined],
      ['coveo.token.requests', 1, 'stale'],
      ['coveo.token.remaining', 30, 'stale'],
      ['coveo.token.rejections', 1, 'dropped'],
    ])
  })

  it('counts mints that the limit does not allow, and changes of the API key', async () => {
    const { measured, meterProvider, tracerProvider } = inMemory()
    const onEvent = createTelemetryListener({ meterProvider, tracerProvider })
    const { tokens } = issuerUnderTest({ onEvent, maxMintsPerMinute: 1 })
    await tokens.issue(alice)
    measured.length = 0
    await tokens.issue('bob@example.com').catch(() => undefined)
    onEvent({ type: 'key-rotated', key: 'a' })
    expect(measured).toEqual([
      { name: 'coveo.token.mint.refusals', value: 1, attributes: {} },
      { name: 'coveo.token.requests', value: 1, attributes: { outcome: 'failed', 'error.type': 'mint-limit-reached' } },
      { name: 'coveo.token.key_rotations', value: 1, attributes: {} },
    ])
  })

  it('counts evictions', async () => {
    const { measured, meterProvider, tracerProvider } = inMemory()
    const onEvent = createTelemetryListener({ meterProvider, tracerProvider })
    const { tokens } = issuerUnderTest({ onEvent, maxEntries: 1 })
    await tokens.issue(alice)
    await tokens.issue('bob@example.com')
    expect(measured.filter(({ name }) => name === 'coveo.token.evictions')).toHaveLength(1)
  })

  it('counts requests for tokens that another instance minted, and failures of the shared store', async () => {
    const { measured, meterProvider, tracerProvider } = inMemory()
    const { join, faults, clock } = fleetUnderTest(1, createTelemetryListener({ meterProvider, tracerProvider }))
    await join().issue(alice)
    measured.length = 0
    await join().issue(alice)
    faults.mode = 'failing'
    await join().issue('bob@example.com')
    await clock.advance(0)
    const seen = measured.map(({ name, value, attributes }) => [
      name,
      value,
      attributes.outcome ?? attributes['error.type'],
    ])
    expect(seen).toEqual([
      ['coveo.token.requests', 1, 'shared'],
      ['coveo.token.remaining', 3_599.5, 'shared'],
      ['coveo.token.store.failures', 1, 'shared-store-failed'],
      ['coveo.token.mint.duration', 0, 'minted'],
      ['coveo.token.requests', 1, 'mint'],
      ['coveo.token.remaining', 3_600, 'mint'],
    ])
  })

  it('traces each mint from start to end, with the reason of a failure and without a name', async () => {
    const { traced, measured, meterProvider, tracerProvider } = inMemory()
    const onEvent = createTelemetryListener({ meterProvider, tracerProvider })
    const { tokens, coveo } = issuerUnderTest({ onEvent })
    await tokens.issue(alice)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-refused', 'Coveo refused the call.')))
    await tokens.issue('bob@example.com').catch(() => undefined)
    expect(traced).toMatchObject([
      {
        name: 'coveo.token.mint',
        attributes: { 'coveo.token.kind': 'search', 'coveo.token.background': false, 'coveo.token.outcome': 'minted' },
        status: undefined,
        ended: true,
      },
      {
        attributes: { 'coveo.token.outcome': 'refused', 'error.type': 'coveo-refused' },
        status: { code: 2, message: 'coveo-refused' },
        ended: true,
      },
    ])
    expect(JSON.stringify([traced, measured])).not.toMatch(/alice|bob|token-1/)
  })

  it('works, and does nothing, where no SDK was set up', async () => {
    const { tokens } = issuerUnderTest({ onEvent: createTelemetryListener() })
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })
})
