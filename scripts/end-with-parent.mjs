// Preloaded (`node --import`) into each server of the demo: ends it when the demo ends, however that ended.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
