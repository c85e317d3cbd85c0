// `pnpm test:walk [events]`: visits every order of so many events of three instances and two users. Default: 5, half a minute on a quiet machine.
import { bin, red, run, say, toolEnv } from './terminal.mjs'

const [events = '5'] = process.argv.slice(2)
if (/^[1-9]\d?$/.test(events)) {
  const args = ['run', '--project', 'core', 'fleet-walk', '--testNamePattern', 'without limits']
  const { code } = await run(bin('vitest'), args, { env: { ...toolEnv, WALK_EVENTS: events }, show: true })
  process.exitCode = code
} else {
  say(red(`\`${events}\` must be a number of events, such as 5. Each further event takes nine times as long.`))
  process.exitCode = 1
}
