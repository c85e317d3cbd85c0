/** Resolved by `#server-only` on servers: Next's own `server-only` throws in scripts and tests. */
export {}
