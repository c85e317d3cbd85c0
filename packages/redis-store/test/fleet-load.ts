import type { InstanceOptions } from './instance-messages.ts'
import type { Instance, ProcessFleet } from './process-fleet.ts'

let names = 0

export function newUsers(count: number): string[] {
  return Array.from({ length: count }, () => `user${++names}@example.com`)
}

/** Every instance requests every user's token twice at the same time. */
export async function load(instances: readonly Instance[], users: readonly string[]): Promise<void> {
  await Promise.all(instances.flatMap(({ issue }) => [...users, ...users].map(issue)))
}

export interface Rollout extends Pick<Partial<InstanceOptions>, 'secrets' | 'apiKeys'> {
  readonly fleet: ProcessFleet
  /** Who requests tokens meanwhile. */
  readonly users: readonly string[]
}

/** Replaces one instance after the other, with load on the old and the new ones. */
export async function roll(current: Instance[], { fleet, users, ...options }: Rollout): Promise<void> {
  for (const [index, old] of [...current.entries()]) {
    current[index] = await fleet.start(options)
    await load([...current, old], users)
    await old.close()
  }
}
