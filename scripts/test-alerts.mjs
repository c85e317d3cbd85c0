// `pnpm test:alerts`: checks the alerting rules of docs/dashboards, and runs their unit tests, with Prometheus's own `promtool`.
import { spawnSync } from 'node:child_process'
import { red, root, run, say } from './terminal.mjs'

if (spawnSync('promtool', ['--version']).status !== 0) {
  say(red('promtool is missing: install it (`apt-get install prometheus`).'))
  process.exit(1)
}
const rules = `${root}docs/dashboards/coveo-token-kit.rules`
for (const args of [
  ['check', 'rules', `${rules}.yaml`],
  ['test', 'rules', `${rules}.test.yaml`],
]) {
  const { code } = await run('promtool', args, { show: true })
  if (code !== 0) process.exitCode = 1
}
