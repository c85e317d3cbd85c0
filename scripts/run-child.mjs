// Runs a Node program without the IPC channel of this process, and ends it and all of its processes with this one. `next dev` exits at
// once if it has such a channel; the launchers of native tools pass no signal on.
import { execa } from 'execa'

const child = execa(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'], reject: false })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    process.removeAllListeners(signal)
    // `startServer()` gave this process a group of its own.
    process.kill(-process.pid, signal)
  })
}
const { exitCode } = await child
process.exit(exitCode ?? 1)
