/** Runs of all test files at once, or of thousands of random cases: too slow for each mutant. */
const slow = ['walk', 'every-order', 'crowds', 'fuzz', 'scale', 'rush', 'properties'].map(
  (name) => `**/*${name}.test.ts`,
)
/** Tests whose code runs in another process or bundle, which mutants do not reach. */
const elsewhere = ['frozen-process', 'process-exit', 'workerd'].map((name) => `**/*${name}.test.ts`)
const exclude = ['**/node_modules/**', ...slow, ...elsewhere]

/**
 * The parts of `packages/core/src` that mutation testing covers: the files to mutate, the tests to run against each mutant, and the
 * lowest accepted score in percent.
 *
 * @type {{ name: string, mutate: string[], tests: { include: string[], exclude: string[], isolate?: boolean }, threshold: number }[]}
 */
export const mutationAreas = [
  {
    name: 'guard',
    mutate: ['endpoint/privilege-guard.ts', 'privileges/{has-privileges,lookup-gate,privilege-checker}.ts'],
    tests: { include: ['src/endpoint/privilege-guard.test.ts', 'src/privileges/*.test.ts'], exclude },
    threshold: 90,
  },
  {
    name: 'endpoint',
    // The tests of Express and Next.js cover `node-exchange.ts`.
    mutate: ['endpoint/!(privilege-guard|node-exchange|*.test|*.test.fixture).ts'],
    tests: { include: ['src/endpoint/*.test.ts'], exclude },
    threshold: 90,
  },
  {
    name: 'issuing',
    mutate: ['issuing/!(*.test|*.test.fixture).ts'],
    // In one process, which is much faster: these tests leave nothing behind.
    tests: { include: ['src/issuing/**/*.test.ts'], exclude, isolate: false },
    threshold: 90,
  },
  {
    name: 'fleet',
    mutate: ['issuing/fleet/!(*.test|*.test.fixture).ts'],
    tests: { include: ['src/issuing/fleet/*.test.ts'], exclude },
    threshold: 90,
  },
  {
    name: 'browser',
    mutate: ['browser/**/!(*.test|*.test.support).ts'],
    tests: { include: ['src/browser/**/*.test.ts'], exclude },
    threshold: 90,
  },
]
