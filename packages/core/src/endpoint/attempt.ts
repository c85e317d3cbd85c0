/** Runs a hook of the application: one that fails must not take the answer with it. */
export async function attempt(hook: () => void | Promise<void>): Promise<void> {
  try {
    await hook()
  } catch {}
}
