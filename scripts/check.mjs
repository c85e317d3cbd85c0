// `pnpm check`: every gate except the tests. Runs all of them, then lists those that failed. Arguments select gates by name.
import { readdirSync, readFileSync } from 'node:fs'
import { bin, bold, dim, green, red, root, run, secondsSince } from './terminal.mjs'

const published = readdirSync(`${root}packages`)
  .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(`${root}packages/${folder}/package.json`, 'utf8')) }))
  .filter(({ manifest }) => !manifest.private)

/** @type {[name: string, command: string, args: string[]][]} */
const gates = [
  ['format and lint', bin('biome'), ['ci', '--colors=off']],
  [
    'rules of React',
    bin('eslint'),
    ['--config=scripts/react-rules.config.mjs', '--max-warnings=0', 'packages/react/src', 'packages/demo/src'],
  ],
  ['build', bin('turbo'), ['run', 'build', '--output-logs=errors-only']],
  ['typecheck', bin('turbo'), ['run', 'typecheck', '--output-logs=errors-only']],
  ...['5.4', '5.9'].map((version) => typeTests(version)),
  ['typecheck the scripts', bin('tsc'), ['-p', 'scripts/tsconfig.json']],
  ['typecheck the READMEs', process.execPath, ['scripts/check-readmes.mjs']],
  ['plain technical English', process.execPath, ['scripts/check-words.mjs']],
  ['faults for property tests', process.execPath, ['scripts/check-faults.mjs']],
  ['workflows', process.execPath, ['scripts/check-workflows.mjs']],
  ['unused code and dependencies', bin('knip'), []],
  ...published.map(({ folder }) => packageGate('publint', folder, ['--strict', `packages/${folder}`])),
  ...published.map(({ folder }) =>
    packageGate('attw', folder, ['--pack', `packages/${folder}`, '--ignore-rules', ...acceptedTypeProblems(folder)]),
  ),
  ['size of the bundles', bin('turbo'), ['run', 'size', '--output-logs=full']],
  ['one version, no registry hosts', process.execPath, ['scripts/check-manifests.mjs']],
]

/** The reports of attw that the packages intend. Every other one fails, for `moduleResolution: node` too. */
function acceptedTypeProblems(/** @type {string} */ folder) {
  // The packages contain ES modules only, which `require()` loads.
  const everywhere = ['cjs-resolves-to-esm']
  // `import '#server-only'` has no types; TypeScript ignores it where it does not read `imports`.
  return folder === 'next' ? [...everywhere, 'internal-resolution-error'] : everywhere
}

/** The type tests, against the built declarations. @returns {[string, string, string[]]} */
function typeTests(/** @type {string} */ version) {
  const tsc = `node_modules/typescript-${version}/bin/tsc`
  return [`type tests with TypeScript ${version}`, process.execPath, [tsc, '-p', 'tsconfig.type-tests.json']]
}

/** @returns {[string, string, string[]]} */
function packageGate(/** @type {string} */ tool, /** @type {string} */ folder, /** @type {string[]} */ args) {
  return [`${tool} ${folder}`, bin(tool), args]
}

const selected = process.argv.slice(2)
const failed = []
for (const [name, command, args] of gates) {
  if (selected.length > 0 && !selected.some((part) => name.includes(part))) continue
  const startedAt = Date.now()
  const { code, output } = await run(command, args)
  process.stdout.write(`${code === 0 ? green('✓') : red('✗')} ${name} ${dim(secondsSince(startedAt))}\n`)
  if (code !== 0) {
    failed.push(name)
    process.stdout.write(`${output.trimEnd()}\n`)
  } else if (name.startsWith('size')) {
    process.stdout.write(
      `${output
        .split('\n')
        .filter((line) => /\bB\b|kB/.test(line))
        .join('\n')}\n`,
    )
  }
}

if (failed.length > 0) {
  process.stdout.write(`\n${red(bold(`${failed.length} of the checks failed:`))} ${failed.join(', ')}\n`)
  process.exit(1)
}
process.stdout.write(`\n${green('All checks passed.')}\n`)
