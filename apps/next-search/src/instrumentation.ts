/** Runs once, when `next start` starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { checkEnvironment } = await import('./check-environment.ts')
  checkEnvironment()
}
