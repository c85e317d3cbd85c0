import { emulatorHandler } from '@coveo-token/emulator/handler'

/** The events of a service worker that this one handles. The types of the platform exclude those of pages. */
interface WorkerEvents {
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(done: Promise<void>): void }) => void,
  ): void
  addEventListener(
    type: 'fetch',
    listener: (event: { request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}

const worker = globalThis as unknown as WorkerEvents
const { fetch: coveoFetch } = emulatorHandler({
  organizationId: 'acme',
  apiKeys: { authenticatedSearch: 'xx00000000-0000-4000-8000-000000000001' },
})

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).host.endsWith('.coveo.com')) event.respondWith(coveoFetch(event.request))
})
