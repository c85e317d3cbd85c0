import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { PrerenderReport } from '../lab/prerendered.ts'
import { expect, test } from '../src/lab-fixtures.ts'
import { tokenUser } from '../src/token-user.ts'

const path = '/lab/prerendered?session=alice'
const rules = { prerender: [{ source: 'list', urls: [path], eagerness: 'immediate' }] }
/** Prerenders the next page at its first turn, and shows it at the second. */
const startPage = `<!doctype html><link rel="icon" href="data:,"><script type="module">
await fetch('/turn')
const script = document.createElement('script')
script.type = 'speculationrules'
script.textContent = ${JSON.stringify(JSON.stringify(rules))}
document.head.append(script)
await fetch('/turn')
location.href = ${JSON.stringify(path)}
</script>`

test('a prerendered page requests its token without a lock, and another when it is shown to another user', async ({
  browser,
  labServer,
}) => {
  const reports: PrerenderReport[] = []
  const turns: ServerResponse[] = []
  labServer.routes.set('/start', (_, response) => response.setHeader('Content-Type', 'text/html').end(startPage))
  labServer.routes.set('/turn', (_, response) => turns.push(response))
  labServer.routes.set('/report', async (request, response) => {
    reports.push(JSON.parse(await text(request)))
    response.end()
  })
  const reported = (prerendering: boolean) => reports.filter((report) => report.prerendering === prerendering)
  const users = (prerendering: boolean) => reported(prerendering).map(({ token }) => token && tokenUser(token))

  // Chromium prerenders nothing in a page that Playwright controls. Playwright leaves this one soon after it is opened.
  const devtools = await browser.newBrowserCDPSession()
  const { targetId } = await devtools.send('Target.createTarget', { url: `${labServer.url}/start` })
  const isControlled = async () => {
    const { targetInfos } = await devtools.send('Target.getTargets')
    return targetInfos.find((target) => target.targetId === targetId)?.attached
  }
  try {
    await expect.poll(() => turns.length).toBe(1)
    await expect.poll(isControlled).toBe(false)
    turns[0]?.end()
    await expect.poll(() => users(true)).toContain('asmith@example.com')
    await expect.poll(() => turns.length).toBe(2)

    labServer.user = 'bjones@example.com'
    turns[1]?.end()
    await expect.poll(() => users(false)).toContain('bjones@example.com')
    expect(reported(true).map(({ locks }) => locks)).toEqual(reported(true).map(() => 0))
  } finally {
    await devtools.send('Target.closeTarget', { targetId })
  }
})
