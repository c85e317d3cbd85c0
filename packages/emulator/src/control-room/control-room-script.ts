import { journalScript } from './journal-script.ts'
import { requestDetailsScript } from './request-details-script.ts'

/** Script of the control room. It builds elements from text only, never from HTML. */
export const controlRoomScript = `
const $ = (id) => document.getElementById(id)
const say = (text) => { $('message').textContent = text }

function el(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

const cell = (...children) => el('td', { role: 'cell' }, ...children)

/** A long path breaks after a slash. */
const breakable = (text) => text.split('/').flatMap((part, at) => (at === 0 ? [part] : ['/', el('wbr', {}), part]))

async function call(method, path, body) {
  const response = await fetch('/__emulator' + path, {
    method,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const json = await response.json()
  if (!response.ok) throw new Error(json.message)
  return json
}

const attempt = (action) => action().catch((error) => say(error.message))
${requestDetailsScript}${journalScript}
const facts = Object.fromEntries([...document.querySelectorAll('dl > div')].map((one) =>
  [one.querySelector('dt').textContent, one.querySelector('dd')]))
let clock = { now: 0, frozen: true, at: 0 }

function tick() {
  const now = clock.now + (clock.frozen ? 0 : performance.now() - clock.at)
  facts.Clock.textContent = new Date(now).toISOString().slice(0, 19).replace('T', ' ') + ' UTC' + (clock.frozen ? ', frozen' : '')
}

function showFaults(faults) {
  const section = $('faults-section')
  section.hidden = faults.length === 0
  section.querySelector('.scroller').hidden = faults.length === 0
  section.querySelector('tbody').replaceChildren(...faults.map(({ id, route, times, struck, ...rest }) => {
    const effect = Object.entries(rest).filter(([, value]) => value !== 0 && JSON.stringify(value) !== '{}')
      .map(([name, value]) => name + ' ' + JSON.stringify(value)).join(', ')
    const remove = el('button', { type: 'button', className: 'remove' }, '×')
    remove.setAttribute('aria-label', 'Stop fault ' + id)
    remove.onclick = () => attempt(async () => {
      await call('DELETE', '/faults/' + id)
      say('Fault ' + id + ' is stopped.')
      await refresh()
    })
    const cells = [String(id), [route].flat().join(', '), effect].map((text) => cell(text))
    return el('tr', { role: 'row' }, ...cells, cell(struck + ' of ' + times + ' ', remove))
  }))
}

async function refresh() {
  const [state, { faults }] = await Promise.all([call('GET', '/state'), call('GET', '/faults')])
  clock = { ...state.clock, at: performance.now() }
  tick()
  $('freeze').setAttribute('aria-pressed', String(clock.frozen))
  const { tokenLifeMs } = state.settings
  facts['Token lifetime'].textContent = tokenLifeMs === null ? 'as requested' : tokenLifeMs / 1000 + ' s'
  facts.Revoked.textContent = String(state.revoked)
  const lifetime = String(tokenLifeMs ?? '')
  if (![...$('lifetime').options].some(({ value }) => value === lifetime)) $('lifetime').add(new Option(tokenLifeMs / 1000 + ' s', lifetime))
  $('lifetime').value = lifetime
  showFaults(faults)
  return state
}

let scheduled
const refreshSoon = () => { scheduled ??= setTimeout(() => { scheduled = undefined; attempt(refresh) }, 100) }
const changeClock = (body) => attempt(async () => { await call('POST', '/clock', body); await refresh() })

for (const button of document.querySelectorAll('[data-advance]')) {
  button.onclick = () => changeClock({ advanceMs: Number(button.dataset.advance) })
}
$('freeze').onclick = () => changeClock({ frozen: !clock.frozen })
$('reset-clock').onclick = () => attempt(async () => { await call('DELETE', '/clock'); await refresh() })
$('lifetime').onchange = () => attempt(async () => {
  await call('POST', '/settings', { tokenLifeMs: $('lifetime').value === '' ? null : Number($('lifetime').value) })
  await refresh()
})

const form = $('break')
form.times.onchange = () => { $('count').hidden = form.times.value !== 'n' }
form.onsubmit = (event) => {
  event.preventDefault()
  const times = form.times.value === 'n' ? Number(form.count.value) : form.times.value === 'always' ? 'always' : 1
  attempt(async () => {
    const fault = await call('POST', '/faults', { ...JSON.parse(form.effect.value), route: JSON.parse(form.route.value), times })
    say('Fault ' + fault.id + ' is active.')
    await refresh()
  })
}

function showBackLink() {
  const { hostname, href } = document.referrer ? new URL(document.referrer) : {}
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || href.startsWith(location.origin)) return
  Object.assign($('back'), { href, hidden: false })
}

attempt(async () => {
  const state = await refresh()
  const { requests } = await call('GET', '/requests?after=' + Math.max(0, state.requests - 500))
  journal.set(requests)
  const events = new EventSource('/__emulator/events?after=' + (requests.at(-1)?.sequence ?? state.requests))
  events.addEventListener('request', ({ data }) => { const entry = JSON.parse(data); journal.add(entry); if (entry.fault !== undefined) refreshSoon() })
  events.addEventListener('change', refreshSoon)
  events.onopen = () => journal.show()
  events.onerror = () => journal.show('Reconnecting…')
  for (const element of document.querySelectorAll('[data-live]')) element.hidden = false
  showBackLink()
  setInterval(tick, 1000)
})
`
