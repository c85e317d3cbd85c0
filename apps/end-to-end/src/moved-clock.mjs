// Preloaded (`node --import`) into the app under test: lets the test move that process's wall clock over IPC.
let offsetMs = 0
const RealDate = Date
const realNow = Date.now

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(realNow() + offsetMs)
    else super(...args)
  }
  static now() {
    return realNow() + offsetMs
  }
}

process.on('message', (message) => {
  if (typeof message?.clockOffsetMs !== 'number') return
  offsetMs = message.clockOffsetMs
  process.send?.({ clockOffsetMs: offsetMs })
})
process.channel?.unref()
