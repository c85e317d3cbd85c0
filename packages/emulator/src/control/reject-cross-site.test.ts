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

  it('rejects a public host name, for links too', () => {
    const named = { headers: { ...page.headers, host: 'evil.example.com' } }
    expect(() => rejectCrossSite(named, { allowLinks: true })).toThrow(/public host name/)
  })
})
