export { createRedisStore, type RedisClient, type RedisStoreOptions } from './redis-store.ts'
