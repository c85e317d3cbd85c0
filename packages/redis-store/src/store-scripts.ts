/*
 * Each function of the store is one script, because Redis runs a script atomically. A lease is the name of its owner, behind a `!` once it
 * is invalidated. A key of another type than text, which only another application can have set, counts as unreadable and is replaced.
 */

/** Defines `get`, which returns a table for a key of another type. Any other error of Redis ends the script. */
const get = `
local function get(key)
  local value = redis.pcall('GET', key)
  if type(value) == 'table' and not value.err:find('WRONGTYPE') then return redis.call('GET', key) end
  return value
end`

/** KEYS: value. Returns the value and its time to live in milliseconds, or nothing. */
export const readScript = `${get}
local value = get(KEYS[1])
if not value then return false end
if type(value) == 'table' then return { '', 1 } end
return { value, redis.call('PTTL', KEYS[1]) }`

/**
 * KEYS: lease. ARGV: owner, milliseconds. Returns 1 if the lease was free, or the owner's: a client that has lost its connection sends a call again.
 * Returns 2 if it was not, but has no end, or one more than a minute later than any lease of the store: no instance holds it, and it would
 * block its user.
 */
export const acquireLeaseScript = `${get}
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
if get(KEYS[1]) == ARGV[1] then return 1 end
local remaining = redis.call('PTTL', KEYS[1])
if remaining >= 0 and remaining <= ARGV[2] + 60000 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 2`

/** KEYS: value, lease. ARGV: owner, value, milliseconds. Returns 1 if the value was accepted. */
export const publishScript = `${get}
local lease = get(KEYS[2])
if lease ~= ARGV[1] and lease ~= '!' .. ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
if lease ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

/** KEYS: lease. ARGV: owner. */
export const releaseLeaseScript = `${get}
local lease = get(KEYS[1])
if lease == ARGV[1] or lease == '!' .. ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`

/** KEYS: value. ARGV: value. */
export const deleteIfEqualScript = `${get}
if get(KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`

/** KEYS: value, lease. Without memory for the longer lease it deletes the lease, so that its holder cannot publish either. */
export const invalidateScript = `${get}
redis.call('DEL', KEYS[1])
local lease = get(KEYS[2])
if type(lease) ~= 'string' or lease:sub(1, 1) == '!' then return 1 end
local marked = redis.pcall('SET', KEYS[2], '!' .. lease, 'KEEPTTL')
if marked.err then redis.call('DEL', KEYS[2]) end
return 1`

/**
 * KEYS: log. ARGV: message, the most entries, milliseconds. Keeps a message for instances that reconnect. Returns its id, or the error that
 * Redis refuses it with.
 */
export const appendLogScript = `
local function add() return redis.pcall('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'message', ARGV[1]) end
local id = add()
if id.err and id.err:find('WRONGTYPE') then
  redis.call('DEL', KEYS[1])
  id = add()
end
if not id.err then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return id`

/** KEYS: log. ARGV: id of an entry, the most entries. Returns entries from that one on, or from the oldest if the log does not have it. */
export const readLogScript = `
local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])
if entries[1] and entries[1][1] == ARGV[1] then return entries end
return redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[2])`
