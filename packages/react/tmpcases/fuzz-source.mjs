// the page's token source: random sign-outs, users, failures, sleeps; one tab or three (session or none); fake time
const realImmediate = setImmediate; let time = 0, sleepSkew = 0, ids = 0; const timers = new Map()
globalThis.setTimeout = (run, ms) => (timers.set(++ids, { run, at: time + Math.max(0, ms || 0) }), ids); globalThis.clearTimeout = (id) => timers.delete(id); globalThis.location = { href: 'http://app.test/' }
globalThis.reportError = () => {}; const chans = new Map()
globalThis.BroadcastChannel = class { constructor(n) { this.name = n; (chans.get(n) ?? chans.set(n, new Set()).get(n)).add(this) } postMessage(d) { const c = structuredClone(d); for (const o of chans.get(this.name)) if (o !== this) queueMicrotask(() => o.onmessage?.({ data: c })) } close() { chans.get(this.name)?.delete(this) } }
Object.defineProperty(globalThis, 'navigator', { value: { locks: { held: new Set(), async request(n, o, f) { if (this.held.has(n)) return f(null); this.held.add(n); try { return await f({}) } finally { this.held.delete(n) } } } } })
const { createTokenSource, createTabChannel } = await import('@coveo-token/core/browser')
const turn = () => new Promise((r) => realImmediate(r)); const bad = {}, first = {}; let got = 0, tabTokens = 0
const rng = (a) => () => { a |= 0; a = (a + 0x6d2b79f5) | 0; let t = Math.imul(a ^ (a >>> 15), 1 | a); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296 }
async function advance(ms) { const until = time + ms; for (let g = 0; g < 400; g++) { let b; for (const [id, t] of timers) if (t.at <= until && (!b || t.at < b[1].at)) b = [id, t]; if (!b) break; timers.delete(b[0]); time = Math.max(time, b[1].at); b[1].run(); await turn() } time = until; await turn() }
const jwt = (u) => 'eyJhbGciOiJIUzI1NiJ9.' + Buffer.from(JSON.stringify({ userIds: [{ name: u }] })).toString('base64url') + '.s'
async function run(seed, n, session, switching) {
  const r = rng(seed), int = (k) => Math.floor(r() * k), fault = (k, m) => { bad[k] = (bad[k] ?? 0) + 1; first[k] ??= [seed, m] }
  timers.clear(); chans.clear(); navigator.locks.held.clear(); let cookie = 'a', k = 0, seq = 0; const pend = [], toks = new Map(), out = new Map()
  const make = (i) => { let flying = 0; const s = createTokenSource({ endpoint: '/t', tabs: n > 1 ? createTabChannel({ session }) : undefined, now: () => 1.7e12 + time, monotonic: () => time, random: r,
    fetch: (_, { signal, body }) => new Promise((ok, no) => { if (signal.aborted) return no(new DOMException('x', 'AbortError')); const sent = ++seq, u = cookie; let open = true; if (++flying > 1) fault('two requests in flight', i); signal.addEventListener('abort', () => { if (open) { open = false; flying-- } no(new DOMException('x', 'AbortError')) }, { once: true })
      pend.push(() => { if (open) { open = false; flying-- } const p = r(); if (p < 0.1) return no(new TypeError('net')); if (p < 0.2) return ok(new Response('{}', { status: [401, 500, 503, 429][int(4)] })); const life = [60, 900, 3600][int(3)], fp = `f${++k}`, token = jwt(u) + fp; toks.set(token, { u, sent, ends: time + life * 1000, by: i }); ok(new Response(JSON.stringify({ token, kind: 'search', organizationId: 'o', expiresIn: life, refreshIn: life * 0.8, fingerprint: fp }))) }) }) }); return s }
  const tabs = Array.from({ length: n }, (_, i) => make(i)); tabs.forEach((t) => t.subscribe(() => {}))
  for (let step = 0; step < 30; step++) { const i = int(n), t = tabs[i], p = r()
    if (p < 0.3) { const began = ++seq; t.getToken(r() < 0.3 ? { minRemainingMs: int(1e6) } : {}).then((tok) => { got++; const x = toks.get(tok); if (x.ends <= time) fault('ended token', x.ends - time); if (x.sent < (out.get(i) ?? 0)) fault('token asked for before signOut()', i) }, () => {}) }
    else if (p < 0.55 && pend.length) pend.splice(int(pend.length), 1)[0]()
    else if (p < 0.62) { t.signOut(); const s = ++seq; for (let j = 0; j < n; j++) if (j === i) out.set(j, s); if (t.getSnapshot().token) fault('token after signOut', i); if (switching) cookie = cookie === 'a' ? 'b' : 'a' }
    else if (p < 0.7) t.renew().catch(() => {})
    else if (p < 0.76) { const tok = t.getSnapshot().token; if (tok) t.reportRejected(tok).then((x) => { if (x === tok) fault('rejected token again', i) }, () => {}) }
    else await advance([5, 30, 1000, 12_000, 60_000, 900_000, 3_600_000][int(7)])
    for (let q = 0; q < 2 + int(3); q++) await turn()
    for (const x of tabs) { const sn = x.getSnapshot(); if (sn.origin === 'tab') tabTokens++; if (sn.status === 'signed-out' && sn.token) fault('signed out with a token') }
  }
  tabs.forEach((t) => t.dispose()); pend.splice(0).forEach((f) => f()); await turn()
}
const [n, sess, sw] = [Number(process.argv[3] ?? 1), process.argv[4] || undefined, process.argv[5] === 'switch']; let done = 0; const t0 = Date.now()
for (; done < Number(process.argv[2] ?? 2000) && Date.now() - t0 < 60000; done++) await run(done + 1, n, sess, sw)
console.log(JSON.stringify({ tabs: n, session: sess, switching: sw, schedules: done, got, tabTokens, bad, first, s: (Date.now() - t0) / 1000 })); process.exit()
