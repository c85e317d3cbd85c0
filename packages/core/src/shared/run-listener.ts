/** Runs a listener of the application. Errors it throws, synchronously or later, are ignored. */
export async function runListener(listener: () => unknown): Promise<void> {
  try {
    await listener()
  } catch {}
}
