import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { coldImportReport } from './cold-import-report.ts'
import { endpointRace } from './endpoint-race.ts'
import { endpointReport } from './endpoint-report.ts'
import { faultSection } from './fleet/fault-table.ts'
import { fleetFigures } from './fleet/fleet-figures.ts'
import { fleetReport } from './fleet/fleet-report.ts'
import { hasRedis } from './fleet/redis-process.ts'
import { issuerReport } from './issuer-report.ts'
import { issuer, userNames } from './issuers.ts'
import { memoryUse } from './memory.ts'
import { page } from './page.ts'
import { aws, azure, lruCache, octokit } from './peers.ts'
import { readingTimes } from './reading-time.ts'
import { shuffled } from './shuffled.ts'
import { sizeReport } from './size-report.ts'
import { soak } from './soak/soak.ts'
import { soakReport } from './soak/soak-report.ts'

const users = userNames(10_000)
const { issue, peek } = await issuer(users)
const contenders = [issue, peek, await lruCache(users), await octokit(users), await azure(), await aws()]

console.log('Reading times, users in turn …')
const inTurn = await readingTimes(contenders, users)
console.log('Reading times, users at random …')
const atRandom = await readingTimes(contenders, shuffled(users))
console.log('Memory …')
const [million, bounded] = await Promise.all([memoryUse(1_000_000, 1_000_000), memoryUse(1_000_000, 10_000)])
const memory = [await memoryUse(10_000, 10_000), await memoryUse(100_000, 100_000), million]

console.log('The endpoint …')
const race = await endpointRace()

console.log('Many instances …')
const fleet = hasRedis() ? fleetReport(await fleetFigures()) : '## Many instances\n\nredis-server is missing.\n'
console.log('Faults of Redis and of instances …')
const faults = hasRedis() ? await faultSection() : ''
console.log('A Coveo that misbehaves …')
const soaked = soakReport(await soak(20))

const text = page([
  issuerReport({ inTurn, atRandom, memory, bounded }),
  endpointReport(race),
  fleet,
  faults,
  soaked,
  coldImportReport(),
  sizeReport(),
])
await writeFile(fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url)), text)
console.log(text)
