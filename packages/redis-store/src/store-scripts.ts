/*
 * Each step of the store as one script, because a script is what Redis runs as a whole. KEYS[1] holds the value, KEYS[2] the lease: the
 * name of its owner, behind a `!` once it is spoilt.
 */

/** Answers the value and the milliseconds for which it is kept; nothing where there is none. */
export const readScript = `
local value = redis.call('GET', KEYS[1])
if not value then return false end
return { value, redis.call('PTTL', KEYS[1]) }`

/** ARGV: owner, milliseconds. Answers 1 if the lease was free. */
export const leaseScript = `
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0`

/** ARGV: owner, value, milliseconds. Answers 1 if the value was taken. */
export const publishScript = `
local lease = redis.call('GET', KEYS[2])
if lease ~= ARGV[1] and lease ~= '!' .. ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
if lease ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

/** ARGV: owner. */
export const releaseScript = `
local lease = redis.call('GET', KEYS[2])
if lease == ARGV[1] or lease == '!' .. ARGV[1] then redis.call('DEL', KEYS[2]) end
return 1`

/** ARGV: value. */
export const removeScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`

export const forgetScript = `
redis.call('DEL', KEYS[1])
local lease = redis.call('GET', KEYS[2])
if lease and lease:sub(1, 1) ~= '!' then redis.call('SET', KEYS[2], '!' .. lease, 'KEEPTTL') end
return 1`
