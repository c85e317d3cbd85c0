import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

async function open() {
  const { send, tokenFor } = await openEmulator()
  const bearer = await tokenFor('asmith@example.com')
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return (form: Record<string, string>) =>
    send('/rest/search/v2', { bearer, body: new URLSearchParams(form).toString(), headers })
}

describe('a search in a form', () => {
  it('has flags, numbers and JSON as text', async () => {
    const search = await open()
    const facets = JSON.stringify([{ field: 'department' }])
    const { status, json } = await search({ q: '', numberOfResults: '2', enableQuerySyntax: 'false', facets })
    expect([status, json.results.length, json.facets.length]).toEqual([200, 2, 1])
  })

  it.each(['', '-1', '1.5', '2001', 'ten', '0x10'])('rejects the number of results %j', async (numberOfResults) => {
    const search = await open()
    const { status, json } = await search({ numberOfResults })
    expect([status, json.message]).toEqual([400, expect.stringContaining('numberOfResults')])
  })
})
