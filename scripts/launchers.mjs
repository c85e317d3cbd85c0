import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Calls `onGone` once one of the programs that started us (npx, pnpm, the shell between them) is no more. They do not hand
 * every signal on, and without this a killed `npx` would leave the whole demo behind.
 *
 * @param {() => void} onGone
 */
export function watchLaunchers(onGone) {
  const launchers = launcherIds()
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return
    clearInterval(timer)
    onGone()
  }, 500)
  timer.unref()
}

function launcherIds() {
  /** @type {number[]} */
  const ids = []
  for (let id = process.ppid; id > 1; ) {
    const { parent, command } = describe(id)
    const launches = ids.length === 0 || /\b(npx|p?npm)\b|^(\/bin\/)?(ba|da)?sh -c /.test(command)
    if (!launches) break
    ids.push(id)
    id = parent
  }
  return ids
}

/** @param {number} id */
function describe(id) {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')
    // The name in parentheses may itself hold spaces and parentheses.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\)\s*/s, '')
    return { command, parent: Number(fields.split(' ')[1]) }
  } catch {
    return describeWithPs(id)
  }
}

/** @param {number} id */
function describeWithPs(id) {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(id)], { encoding: 'utf8' }).trim()
    const [parent = '0', ...words] = line.split(/\s+/)
    return { command: words.join(' '), parent: Number(parent) }
  } catch {
    return { command: '', parent: 0 }
  }
}

/** @param {number} id */
function isAlive(id) {
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}
