/** The part of a service worker's event that this script uses. */
interface FetchEvent extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

/** A service worker that repeats the first response to every GET, as offline caches of applications do. */
async function repeat(request: Request): Promise<Response> {
  const cache = await caches.open('repeated')
  const first = await cache.match(request)
  if (first) return first
  const response = await fetch(request)
  await cache.put(request, response.clone())
  return response
}

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent
  if (request.method === 'GET') respondWith.call(event, repeat(request))
})
