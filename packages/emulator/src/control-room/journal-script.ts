/** Script of the request journal: server-sent events, filters, and rows that open. Defines `journal`. */
export const journalScript = `
const journal = (() => {
  const maxEntries = 500
  const body = document.querySelector('#requests-section tbody')
  const scroller = document.querySelector('#requests-section .scroller')
  const filters = ['route', 'caller', 'status'].map((name) => [name, $('filter-' + name)])
  let entries = []
  let waiting = []
  let paused = false
  const open = new Set()

  const callerOf = ({ kind, name, fingerprint }) =>
    kind === 'none' ? 'no credential' : kind === 'apiKey' ? 'API key ' + name
      : (kind === 'token' ? 'token ' : 'unknown credential ') + fingerprint
  const statusOf = ({ status, fault }) =>
    (status === 0 ? 'connection closed' : String(status)) + (fault === undefined ? '' : ', by fault ' + fault)
  const keysOf = (entry) => ({
    route: entry.route ?? 'no route',
    caller: callerOf(entry.caller),
    status: String(Math.floor(entry.status / 100)),
  })
  const isShown = (entry) =>
    entry.method !== 'OPTIONS' &&
    filters.every(([name, select]) => select.value === '' || keysOf(entry)[name] === select.value)

  function offer(entry) {
    for (const [name, select] of filters.slice(0, 2)) {
      const value = keysOf(entry)[name]
      if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value))
    }
  }

  function rowsOf(entry) {
    const time = new Date(entry.time).toISOString().slice(11, 19)
    const toggle = el('button', { type: 'button', className: 'toggle' }, time)
    toggle.setAttribute('aria-expanded', String(open.has(entry.sequence)))
    const row = el('tr', { id: 'request-' + entry.sequence, role: 'row' }, cell(toggle),
      cell(...breakable(entry.method + ' ' + entry.path)), cell(callerOf(entry.caller)), cell(statusOf(entry)))
    const change = () => {
      open.has(entry.sequence) ? open.delete(entry.sequence) : open.add(entry.sequence)
      const rows = rowsOf(entry)
      if (row.nextSibling?.className === 'opened') row.nextSibling.remove()
      row.replaceWith(...rows)
      rows[0].querySelector('button').focus()
    }
    row.onclick = (event) => { if (!String(getSelection())) change(event) }
    if (!open.has(entry.sequence)) return [row]
    const details = el('td', { colSpan: 4, role: 'cell' }, requestDetails(entry, statusOf(entry)))
    return [row, el('tr', { className: 'opened', role: 'row' }, details)]
  }

  function render() {
    const shown = entries.filter(isShown)
    body.replaceChildren(...shown.toReversed().flatMap(rowsOf))
    scroller.hidden = shown.length === 0
    $('none').hidden = entries.length > 0
    document.querySelector('.hint').textContent = shown.length + ' of ' + entries.length + ' requests.'
  }

  function add(entry) {
    offer(entry)
    if (paused) { waiting.push(entry); show(); return }
    entries = [...entries, entry].slice(-maxEntries)
    if (isShown(entry)) body.prepend(...rowsOf(entry))
    while (body.rows.length > maxEntries) body.lastElementChild.remove()
    scroller.hidden = body.rows.length === 0
    $('none').hidden = true
    document.querySelector('.hint').textContent = entries.filter(isShown).length + ' of ' + entries.length + ' requests.'
  }

  function show(state) {
    const text = state ?? (paused ? 'Paused' + (waiting.length ? ', ' + waiting.length + ' new' : '') : 'Live')
    $('live').textContent = text
    $('live').setAttribute('aria-pressed', String(!paused))
  }

  $('live').onclick = () => {
    paused = !paused
    if (!paused) { const late = waiting; waiting = []; late.forEach(add) }
    show()
  }
  for (const [, select] of filters) select.onchange = render

  return {
    add,
    show,
    set(list) { entries = list.slice(-maxEntries); entries.forEach(offer); render() },
  }
})()
`
