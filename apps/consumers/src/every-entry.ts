import type { PackedPackage } from './packed-package.ts'

/** Every import path of the packed packages, such as `@coveo-token/core/browser`. */
export function listEntries(packed: PackedPackage[]): string[] {
  return packed.flatMap(({ manifest }) =>
    Object.entries(manifest.exports as Record<string, unknown>)
      .filter(([, target]) => typeof target === 'object')
      .map(([key]) => `${manifest.name}${key.slice(1)}`),
  )
}
