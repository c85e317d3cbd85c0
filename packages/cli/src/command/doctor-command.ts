import { anonymousIdentity, emailIdentity } from '@coveo-token/core'
import { usualFolders } from '../doctor/built-output-check.ts'
import { endpointChecks, localChecks } from '../doctor/checks.ts'
import { createDoctorRun } from '../doctor/doctor-run.ts'
import { createEndpointProbe } from '../doctor/endpoint/endpoint-probe.ts'
import { countFindings, findingBlocks } from '../doctor/finding-blocks.ts'
import { runChecks } from '../doctor/run-checks.ts'
import type { Arguments } from './arguments.ts'
import type { Command, CommandContext } from './command.ts'
import { UsageError } from './usage-error.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check the settings, the key, the code and, with --endpoint, a running application',
  details: [
    'Each check has a status: pass, warn, fail or skip, with the reason and the fix. Exits with 1 if a check fails.',
    'Mints one search token of 15 minutes, and sends one search with it.',
  ],
  options: {
    user: { type: 'string', value: 'EMAIL', does: 'User of the trial token (an anonymous visitor)' },
    output: {
      type: 'string',
      multiple: true,
      value: 'DIR',
      does: `Folder to scan for the key (${usualFolders.join(', ')})`,
    },
    endpoint: { type: 'string', value: 'URL', does: 'Token endpoint of a running application' },
    cookie: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      does: 'Session at that endpoint; two for the check that sessions are not crossed',
    },
  },
  async run({ args, context }) {
    const email = args.text('user')
    const folders = args.texts('output')
    const endpoint = endpointOf(args, context)
    const run = createDoctorRun({
      context,
      identity: email === undefined ? anonymousIdentity() : emailIdentity(email),
      folders: folders.length === 0 ? usualFolders : folders,
      endpoint,
    })
    const findings = await runChecks([...localChecks, ...(endpoint ? endpointChecks : [])], run)
    const counts = countFindings(findings)
    return {
      exitCode: counts.fail > 0 ? 1 : 0,
      json: { checks: findings, counts },
      blocks: findingBlocks(findings),
    }
  },
}

function endpointOf(args: Arguments, { fetch }: CommandContext) {
  const text = args.text('endpoint')
  const cookies = args.texts('cookie')
  if (text === undefined) {
    if (cookies.length > 0) throw new UsageError('--cookie needs --endpoint URL.')
    return undefined
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new UsageError(
      '--endpoint must be an absolute http or https URL, such as http://localhost:3000/api/coveo-token.',
    )
  }
  const url = new URL(text)
  if (url.username || url.password) {
    throw new UsageError('--endpoint must hold no user and password: name the session with --cookie.')
  }
  if (!cookies.every((cookie) => /^[^\s=;]+=[^\r\n]*$/.test(cookie))) {
    throw new UsageError('--cookie must be NAME=VALUE, as the browser sends it.')
  }
  return createEndpointProbe(url, cookies, fetch)
}
