// @vitest-environment jsdom
import { CoveoAnalyticsClient } from 'coveo.analytics'
import { createRelay as createRelay1 } from 'relay1'
import { createRelay as createRelay2 } from 'relay2'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { emulatorHandler, startEmulator } from '../index.ts'
import { until } from '../testing/until.test.support.ts'

/** Lets the clients call the analytics host of the organization `acme`, which the emulator handles. */
function open() {
  const { fetch, controls } = emulatorHandler({ organizationId: 'acme' })
  vi.stubGlobal('fetch', fetch)
  const beacon = vi.fn((url: string, data: Blob) => {
    void readText(data).then((body) => fetch(url, { method: 'POST', body, headers: { 'Content-Type': data.type } }))
    return true
  })
  Object.defineProperty(navigator, 'sendBeacon', { value: beacon, configurable: true })
  const token = controls.apiKeys.anonymousSearch
  const host = 'https://acme.analytics.org.coveo.com'
  const relay = { url: `${host}/rest/organizations/acme/events/v1`, token, trackingId: 'site' }
  const logged = async () => {
    await until(() => controls.requests.length > 0)
    return controls.requests.map(({ route, status, caller, warnings }) => [route, status, caller.name, ...warnings])
  }
  return { relay, beacon, logged, controls }
}

function readText(data: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.readAsText(data)
  })
}

const accepted = [['events', 200, 'anonymousSearch']]

describe('analytics clients', () => {
  it('relay 1.2: sends a beacon with the token in the query', async () => {
    const { relay, beacon, logged, controls } = open()
    createRelay1(relay).emit('itemClick', { position: 1 })
    expect(await logged()).toEqual(accepted)
    expect(beacon).toHaveBeenCalledTimes(1)
    expect(JSON.stringify(controls.requests)).not.toContain(relay.token)
  })

  it('relay 2.1: resolves once the event is accepted', async () => {
    const { relay, logged } = open()
    await createRelay2(relay).emit('itemClick', { position: 1 })
    expect(await logged()).toEqual(accepted)
  })

  it('coveo.analytics: sends legacy events and reads the visit', async () => {
    // Its build for Node brings a fetch of its own, so it needs a server.
    const coveo = await startEmulator()
    onTestFinished(() => coveo.stop())
    const client = new CoveoAnalyticsClient({ token: coveo.apiKeys.anonymousSearch, endpoint: coveo.url })
    const visit = await client.sendCustomEvent({ eventType: 'test', eventValue: 'value', language: 'en' })
    expect(visit).toMatchObject({ visitId: expect.any(String), visitorId: expect.any(String) })
    expect(coveo.requests.map(({ route, status, warnings }) => [route, status, warnings])).toEqual([
      ['analytics', 200, []],
    ])
  })
})
