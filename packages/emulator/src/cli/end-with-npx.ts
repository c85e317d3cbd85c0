const intervalMs = 500

/**
 * Ends this process when the `npx` that started it ends. npx passes a signal to its shell, which ends alone. After `kill -9` of
 * npx the shell remains, and so does this process. Without npx, a process can outlive the one that started it.
 */
export function endWithNpx(): void {
  if (process.env.npm_command !== 'exec') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, intervalMs)
  timer.unref()
}
