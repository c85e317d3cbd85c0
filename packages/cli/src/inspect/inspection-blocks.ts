import type { Block, Cell } from '../output/block.ts'
import { detailedSentence, errorRemedy } from '../output/error-sentence.ts'
import { describeExpiry } from './describe-lifetime.ts'
import type { Inspection } from './inspection.ts'
import { keyTemplate } from './key-template.ts'
import { privilegeRows } from './privilege-rows.ts'
import type { Identity, SecretKind } from './secret-facts.ts'

const kinds: Readonly<Record<SecretKind, string>> = {
  'api-key': 'API key',
  'oauth-token': 'OAuth token of a user of the console',
  'search-token': 'search token',
  'platform-token': 'platform token',
}

/** The tables of `inspect`. */
export function inspectionBlocks(inspection: Inspection): Block[] {
  const { facts, privileges, failure, warnings } = inspection
  const isSecretKey = facts.kind === 'api-key' && warnings.some(({ severity }) => severity !== 'note')
  const warning: Cell = { text: 'warning', tone: 'bad' }
  const failed: Cell = { text: 'unknown', tone: 'caution' }
  return [
    { rows: factRows(inspection) },
    {
      heading: 'Privileges',
      rows: [
        ...(privileges ? privilegeRows(privileges) : []),
        ...(failure ? [[failed, `${detailedSentence(failure)} ${errorRemedy(failure)}`]] : []),
      ],
    },
    {
      heading: 'In a browser',
      rows: [
        ...(isSecretKey ? [[warning, 'Keep this key on the server, and send the browser a search token.']] : []),
        ...warnings.map(({ severity, reason, alternative }): Cell[] => [
          severity === 'note' ? { text: severity, tone: 'quiet' } : warning,
          `${reason} ${alternative}`,
        ]),
      ],
    },
  ]
}

/** Shown also where the token does not state them. */
const usualRestrictions = ['searchHub', 'pipeline', 'filter']

function factRows({ facts, from, privileges, now, by }: Inspection): Cell[][] {
  const { kind, organizationId, identities, restrictions, expiresAt } = facts
  const isToken = kind === 'search-token' || kind === 'platform-token'
  const rows: [string, Cell | undefined][] = [
    ['kind', { text: kinds[kind], tone: 'strong' }],
    ['read from', { text: from, tone: 'quiet' }],
    ['fingerprint', facts.fingerprint],
    ['template', kind === 'api-key' && privileges ? `looks like "${keyTemplate(privileges)}"` : undefined],
    ['organization', organizationId],
    ['identity', isToken ? identities.map(describeIdentity).join(', ') || 'none' : undefined],
    ...usualRestrictions.map((name): [string, Cell | undefined] => [
      name,
      isToken ? textFor(restrictions[name]) : undefined,
    ]),
    ...Object.entries(restrictions)
      .filter(([name]) => !usualRestrictions.includes(name))
      .map(([name, value]): [string, Cell] => [name, textFor(value)]),
    ['expires', isToken ? expiryCell(expiresAt, now) : undefined],
    ['clock', isToken ? { text: by === 'coveo' ? "Coveo's" : 'of this machine', tone: 'quiet' } : undefined],
  ]
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[{ text: name, tone: 'quiet' }, value]]))
}

function expiryCell(expiresAt: number | undefined, now: number): Cell {
  if (expiresAt === undefined) return { text: 'not stated', tone: 'caution' }
  return { text: describeExpiry(expiresAt, now), tone: expiresAt > now ? 'good' : 'bad' }
}

/** `asmith@example.com (User of Email Security Provider)`. */
export function describeIdentity({ name, provider, type = 'User' }: Identity): string {
  return `${name} (${type}${provider === undefined ? '' : ` of ${provider}`})`
}

function textFor(value: unknown): string {
  if (value === undefined) return 'not stated'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
