import { zoneLimits } from '../issuing/token-zones.ts'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Assumptions of docs/scale.md. */
export const assumptions = {
  lifetimeMs: hour,
  /** Redis memory of one user, in bytes: a token of 900 characters, measured with a million users on Redis 7. */
  bytesPerUser: 1_697,
  /** Commands of one mint: read, acquire, read again, publish. */
  commandsPerMint: 4,
  /** Commands of one instance that takes another's token. */
  commandsPerShare: 1,
  /** Instances on which one user's requests arrive between two renewals. */
  instancesPerUser: 4,
  /** Commands per second that one Redis node is planned for. */
  commandsPerNode: 50_000,
  /** Memory that one Redis node is planned for, in bytes. */
  bytesPerNode: 16e9,
  /** Users for which one instance is planned. */
  usersPerInstance: 10_000,
  /** The default of `shared.localMintsPerMinute` for a memory of all tokens of one instance. */
  localMintsPerMinute: 1_600,
}

/** The age at which the token of a user becomes due, in milliseconds: the same on every instance, and in every round. */
export function renewalAge(key: string): number {
  return zoneLimits({ key, expiresAt: assumptions.lifetimeMs, lifetimeMs: assumptions.lifetimeMs }).refreshAt
}

/** The mean of `renewalAge`, in milliseconds: the due window is the last fifth of an hour, and users spread over its first half. */
const meanRenewalMs = 51 * minute

export interface ScaleRow {
  readonly users: number
  readonly instances: number
  readonly mintsPerSecond: number
  readonly commandsPerSecond: number
  readonly redisBytes: number
  readonly redisNodes: number
  /** Mints per second of all instances while Redis is away: each renews its own, up to its limit. */
  readonly mintsWithoutRedis: number
  /** How long new instances need to read every user's token, if each user returns once within its renewal interval. */
  readonly readsAfterDeploy: number
}

export function scaleRow(users: number): ScaleRow {
  const { commandsPerMint, commandsPerShare, instancesPerUser, usersPerInstance, localMintsPerMinute } = assumptions
  const renewalsPerSecond = users / (meanRenewalMs / second)
  const instances = Math.max(2, Math.ceil(users / usersPerInstance))
  const copies = Math.min(instancesPerUser, instances)
  const commandsPerSecond = renewalsPerSecond * (commandsPerMint + (copies - 1) * commandsPerShare)
  const redisBytes = users * assumptions.bytesPerUser
  return {
    users,
    instances,
    mintsPerSecond: renewalsPerSecond,
    commandsPerSecond,
    redisBytes,
    redisNodes: Math.ceil(
      Math.max(commandsPerSecond / assumptions.commandsPerNode, redisBytes / assumptions.bytesPerNode),
    ),
    mintsWithoutRedis: Math.min(renewalsPerSecond * copies, (instances * localMintsPerMinute) / 60),
    readsAfterDeploy: renewalsPerSecond * copies,
  }
}

/** Mints in each minute, for users who all sign in within the first minute and stay active. Nothing is random. */
export function simulateMints({ users, minutes }: { users: number; minutes: number }): readonly number[] {
  const mints = Array<number>(minutes).fill(0)
  for (let user = 0; user < users; user++) {
    const age = renewalAge(`user${user}@example.com`)
    for (let at = (user / users) * minute; at < minutes * minute; at += age) {
      const index = Math.floor(at / minute)
      mints[index] = (mints[index] ?? 0) + 1
    }
  }
  return mints
}

/** A row of bars, each the peak of so many minutes. */
export function drawCurve(values: readonly number[], per: number): string {
  const bars = '▁▂▃▄▅▆▇█'
  const peaks: number[] = []
  for (let at = 0; at < values.length; at += per) peaks.push(Math.max(...values.slice(at, at + per)))
  const most = Math.max(...peaks)
  return peaks.map((peak) => (peak === 0 ? ' ' : bars[Math.ceil((peak / most) * bars.length) - 1])).join('')
}
