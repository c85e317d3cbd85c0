import { describe, expect, it } from 'vitest'
import { rejectCrossSite } from './reject-cross-site.ts'

const link = { host: '127.0.0.1:4400', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
const page = { headers: { ...link, 'sec-fetch-dest': 'document' } }

describe('rejectCrossSite', () => {
  it('allows a link of another site only where a link may open the page, and never in a frame', () => {
    expect(() => rejectCrossSite(page)).toThrow(/other sites/)
    expect(() => rejectCrossSite(page, { allowLinks: true })).not.toThrow()
    const frame = { headers: { ...link, 'sec-fetch-dest': 'iframe' } }
    expect(() => rejectCrossSite(frame, { allowLinks: true })).toThrow(/other sites/)
  })

  it('rejects another origin of the same site, and an origin without fetch metadata', () => {
    const own = { host: '127.0.0.1:4400' }
    const other = { ...own, 'sec-fetch-site': 'same-site' }
    expect(() => rejectCrossSite({ headers: other })).toThrow(/other sites/)
    for (const origin of ['http://127.0.0.1:4401', 'https://evil.example.com', 'null', 'http://localhost:4400']) {
      expect(() => rejectCrossSite({ headers: { ...own, origin } })).toThrow(/other sites/)
    }
    const same = { ...own, origin: 'http://127.0.0.1:4400', 'sec-fetch-site': 'same-origin' }
    expect(() => rejectCrossSite({ headers: same })).not.toThrow()
    expect(() => rejectCrossSite({ headers: { ...own, 'sec-fetch-site': 'none' } })).not.toThrow()
    expect(() => rejectCrossSite({ headers: own })).not.toThrow()
  })

  it('rejects a public host name, for links too', () => {
    const named = { headers: { ...page.headers, host: 'evil.example.com' } }
    expect(() => rejectCrossSite(named, { allowLinks: true })).toThrow(/public host name/)
  })
})
