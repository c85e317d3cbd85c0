/** Resolved by `#server-only` in browser bundles: Next refuses a Client Component that imports this. */
import 'server-only'
