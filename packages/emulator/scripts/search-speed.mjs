/**
 * Prints how many searches the emulator handles in a second of processor time, over HTTP. Needs a build.
 * A `node:http` server that sends the same bytes is the comparison. Other processes do not count, as they would in a
 * measurement by the clock.
 */
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { startEmulator } from '@coveo-token/emulator'

const connections = 8
const searches = Number(process.argv[2] ?? 8000)

const facetsOf = (fields) =>
  fields.map((field) => ({ facetId: field, field, type: 'specific', numberOfValues: 8, currentValues: [] }))
const queries = ['gateway', 'sensor calibration', 'expense report', 'vpn access', 'holiday', 'firmware update']
const bodies = {
  'small search': queries.map((q) => ({ q, numberOfResults: 10 })),
  'three facets': queries.map((q) => ({ q, facets: facetsOf(['source', 'objecttype', 'author']) })),
}

if (process.send) await serve()
else await measure()

/** Starts both servers, and responds to each message with the processor time so far, in microseconds. */
async function serve() {
  const emulator = await startEmulator()
  const bare = createServer((request, response) => {
    request.resume().on('end', () => {
      const body = sample
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
      response.end(body)
    })
  })
  let sample = ''
  await new Promise((resolve) => bare.listen(0, '127.0.0.1', resolve))
  process.on('message', (message) => {
    if (message.sample !== undefined) sample = message.sample
    const { user, system } = process.cpuUsage()
    process.send({ microseconds: user + system })
  })
  process.on('disconnect', () => process.exit())
  process.send({ url: emulator.url, apiKeys: emulator.apiKeys, barePort: bare.address().port })
}

async function measure() {
  const child = fork(new URL(import.meta.url), {
    execArgv: (process.env.SERVER_FLAGS ?? '').split(' ').filter(Boolean),
  })
  const receive = () => new Promise((resolve) => child.once('message', resolve))
  const { url, apiKeys, barePort } = await receive()
  const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }]
  const minted = await fetch(`${url}/rest/search/v2/token?organizationId=emulator`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKeys.authenticatedSearch}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ userIds }),
  })
  const { token } = await minted.json()
  const cpu = async (message = {}) => {
    const received = receive()
    child.send(message)
    return (await received).microseconds
  }
  for (const [name, variants] of Object.entries(bodies)) {
    const requests = variants.map((body) => requestText(body, token))
    const sample = await fetch(`${url}/rest/search/v2?organizationId=emulator`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(variants[0]),
    }).then((response) => response.text())
    await cpu({ sample })
    const rates = {}
    for (const [server, port] of [
      ['emulator', new URL(url).port],
      ['node:http', barePort],
    ]) {
      await load(port, { requests, count: 2000 })
      const before = await cpu()
      await load(port, { requests, count: searches })
      rates[server] = Math.round((searches * 1e6) / ((await cpu()) - before))
    }
    const share = (rates.emulator / rates['node:http']).toFixed(2)
    console.log(
      `${name}: ${rates.emulator} a second of processor time; node:http ${rates['node:http']}; ratio ${share}; ${sample.length} bytes`,
    )
  }
  child.disconnect()
}

function requestText(body, token) {
  const text = JSON.stringify(body)
  const head = [
    'POST /rest/search/v2?organizationId=emulator HTTP/1.1',
    'Host: 127.0.0.1',
    'Origin: http://localhost:3000',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

/** Sends `count` requests over several connections, each one after the response to the previous one. */
async function load(port, { requests, count }) {
  let sent = 0
  await Promise.all(
    Array.from({ length: connections }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.setNoDelay(true)
      return new Promise((resolve, reject) => {
        let missing = 0
        let head = ''
        const next = () => {
          if (sent >= count) return void socket.end(resolve)
          socket.write(requests[sent++ % requests.length])
        }
        socket.on('error', reject).on('connect', next)
        socket.on('data', (chunk) => {
          if (missing === 0) {
            head += chunk.toString('latin1')
            const end = head.indexOf('\r\n\r\n')
            if (end < 0) return
            if (!head.startsWith('HTTP/1.1 200')) return void reject(new Error(head.slice(0, 200)))
            missing = Number(/content-length: (\d+)/i.exec(head)[1]) - (head.length - end - 4)
            head = ''
          } else missing -= chunk.length
          if (missing === 0) next()
        })
      })
    }),
  )
}
