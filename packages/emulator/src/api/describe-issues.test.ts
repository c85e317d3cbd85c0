import { describe, expect, it } from 'vitest'
import { configSchema } from '../emulator/emulator-options.ts'
import { describeIssues } from './describe-issues.ts'

const document = {
  id: 'a',
  title: 'A',
  body: '',
  clickUri: 'https://example.com',
  source: 'Website',
  date: '2026-01-31',
}

describe('describeIssues', () => {
  it.each([
    [{ portt: 1 }, 'Unrecognized key: "portt": check its spelling, or remove it'],
    [[], 'must be an object, not a list'],
    [{ port: '80' }, 'port: must be a number, not text'],
    [{ port: 80.5 }, 'port: must be a whole number, not a number'],
    [{ groups: { A: 'x' } }, 'groups.A: must be a list, not text'],
    [{ documents: [document] }, 'documents.0.allowed: is required: a list'],
    [{ settings: { unknownFields: 'x' } }, 'settings.unknownFields: must be one of "reject", "warn"'],
    [{ pipeline: { triggers: [{ query: 'a', type: 'query' }] } }, 'pipeline.triggers.0.content: is required'],
    [{ organizationId: 'a b' }, 'organizationId: must be letters, digits and hyphens'],
  ])('names the key and the fix: %j', (config, message) => {
    const { error } = configSchema.safeParse(config)
    expect(error && describeIssues(error)).toBe(message)
  })
})
