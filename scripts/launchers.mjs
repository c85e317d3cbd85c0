import psList from 'ps-list'

/**
 * Calls `onGone` once when a program that started this process (npx, pnpm, a shell between them) has ended. They do not forward
 * every signal: without this, killing `npx` would leave the demo running.
 *
 * @param {() => void} onGone
 */
export async function watchLaunchers(onGone) {
  const launchers = await launcherIds()
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return
    clearInterval(timer)
    onGone()
  }, 500)
  timer.unref()
}

/** The parent, and above it every program that only passes a command on. */
async function launcherIds() {
  const ids = [process.ppid]
  // A machine without `ps` has no list: the parent alone is watched.
  const processes = new Map((await psList().catch(() => [])).map((entry) => [entry.pid, entry]))
  for (let id = processes.get(process.ppid)?.ppid ?? 0; id > 1; id = processes.get(id)?.ppid ?? 0) {
    if (!/\b(npx|p?npm)\b|^(\/bin\/)?(ba|da)?sh -c /.test(processes.get(id)?.cmd ?? '')) break
    ids.push(id)
  }
  return ids
}

function isAlive(/** @type {number} */ id) {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}
