interface Commands {
  sendCommand(words: string[]): Promise<unknown>
}

/** Lets `ms` milliseconds pass for every key of a server: each expires so much earlier. No test has to wait for it. */
export async function passTime(client: Commands, ms: number): Promise<void> {
  const keys = (await client.sendCommand(['KEYS', '*'])) as string[]
  for (const key of keys) {
    const remainingMs = Number(await client.sendCommand(['PTTL', key]))
    if (remainingMs < 0) continue
    await client.sendCommand(['PEXPIRE', key, String(Math.max(1, remainingMs - ms))])
    if (remainingMs <= ms) while (Number(await client.sendCommand(['EXISTS', key])) === 1);
  }
}
