import { redisMemory } from './fleet/redis-memory.ts'
import { redisMemoryReport } from './fleet/redis-memory-report.ts'

/*
 * `pnpm --filter benchmarks redis-memory [USERS]`: a million by default, which takes minutes. `pnpm bench` measures fewer users.
 */
console.log(redisMemoryReport(await redisMemory({ users: Number(process.argv[2] ?? 1_000_000), tokenLength: 900 })))
