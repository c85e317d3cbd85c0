/** Runs a hook of the application: one that fails, now or later, must not take anything else with it. */
export async function attempt(hook: () => unknown): Promise<void> {
  try {
    await hook()
  } catch {}
}
