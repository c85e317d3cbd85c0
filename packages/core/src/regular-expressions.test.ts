import { readdirSync, readFileSync } from 'node:fs'
import { type Node, parse } from 'acorn'
import { transformSync } from 'esbuild'
import { checkSync } from 'recheck'
import { describe, expect, it } from 'vitest'

interface Pattern {
  readonly file: string
  readonly source: string
  readonly flags: string
}

const packages = new URL('../../', import.meta.url)

/** Every regular expression in a TypeScript file. */
function patternsOf(file: string): Pattern[] {
  const { code } = transformSync(readFileSync(new URL(file, packages), 'utf8'), {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
  })
  const patterns: Pattern[] = []
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }))
  return patterns

  function visit(node: Node): void {
    if (node.type === 'Literal' && 'regex' in node && node.regex) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string }
      patterns.push({ file, source: pattern, flags })
    }
    for (const child of Object.values(node).flat()) {
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child)
    }
  }
}

/** The default limits in milliseconds report a linear pattern on a busy machine. The limits in steps remain. */
const noTimeouts = { timeout: null, seedingTimeout: null, incubationTimeout: null, attackTimeout: null }

/** `safe`, or the way in which the time of a match grows. Counts steps, so it does not depend on the machine. */
function growthOf({ source, flags }: Omit<Pattern, 'file'>): string {
  const diagnostics = checkSync(source, flags, { randomSeed: 1, ...noTimeouts })
  const { status } = diagnostics
  return status === 'vulnerable' ? `${status}: ${diagnostics.complexity.summary}` : status
}

const files = readdirSync(packages)
  .flatMap((name) =>
    readdirSync(new URL(`${name}/src`, packages), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${name}/src/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test'))

describe('regular expressions of the packages', () => {
  it.each(files.flatMap(patternsOf))('matches in linear time: /$source/$flags of $file', (pattern) => {
    expect(growthOf(pattern)).toBe('safe')
  })

  it('detects a quadratic pattern', () => {
    expect(growthOf({ source: 'e[wy][\\w-]{6,}\\.', flags: 'g' })).toMatch(/^vulnerable: 2nd degree polynomial/)
    expect(growthOf({ source: '([\\w-]+)=(?<=x)y', flags: '' })).toMatch(/^vulnerable/)
  })
})
