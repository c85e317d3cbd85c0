// Preloaded (`node --import`) into the app under test: the test moves the wall clock of that process over IPC.
let offsetMs = 0
const realNow = Date.now
const now = () => realNow() + offsetMs

globalThis.Date = new Proxy(Date, {
  apply: (RealDate) => new RealDate(now()).toString(),
  construct: (RealDate, args, target) => Reflect.construct(RealDate, args.length === 0 ? [now()] : args, target),
  get: (RealDate, name) => (name === 'now' ? now : Reflect.get(RealDate, name)),
})

process.on('message', (message) => {
  if (typeof message?.clockOffsetMs !== 'number') return
  offsetMs = message.clockOffsetMs
  process.send?.({ clockOffsetMs: offsetMs })
})
process.channel?.unref()
