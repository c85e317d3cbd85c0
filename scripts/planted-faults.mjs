import { posix } from 'node:path'

/**
 * One fault for each property test and fuzz, which must make it fail: `from` becomes `to` in a source beside the test.
 *
 * @typedef {{ test: string, name: string, file: string, from: string, to: string }} PlantedFault
 */

const faultsIn =
  (/** @type {string} */ folder) =>
  /** @param {[test: string, name: string, file: string, from: string, to: string][]} rows @returns {PlantedFault[]} */
  (...rows) =>
    rows.map(([test, name, file, from, to]) => ({
      test: `${folder}/${test}.test.ts`,
      name,
      file: posix.normalize(`${folder}/${file}.ts`),
      from,
      to,
    }))

const anotherIdentity = /** @type {const} */ (['add(parts, name)', "add(parts, '')"])
/** @type {readonly PlantedFault[]} */
export const plantedFaults = [
  ...faultsIn('packages/core/src/browser/requests')(
    ['token-response', 'requires every field', 'token-response', "subject = 'none'", 'subject'],
    [
      'token-response',
      'rejects nothing that the developer',
      'parse-response',
      "'endpoint-expired-token' : 'endpoint-bad-response'",
      "'endpoint-expired-token' : 'endpoint-not-json'",
    ],
  ),
  ...faultsIn('packages/core/src/coveo')(
    [
      'coveo-client',
      'includes neither the API key nor',
      'coveo-error',
      'redactText(maskEchoes(cutText(text, 1_000), secrets)).slice(0, 300)',
      'text.slice(0, 300)',
    ],
    ['iso-duration', 'preserves every number of seconds', 'iso-duration', '/ 60) % 60', '/ 60) % 59'],
    ['mask-echoes', 'does not change a text without', 'mask-echoes', 'const partLength = 8', 'const partLength = 1'],
    ['minted-token', 'is never optimistic', 'minted-token', '+ response.elapsedMs', ''],
    [
      'platform-token-call',
      "sends what Coveo's published",
      'platform-token-call',
      'unique(privileges.map(completePrivilege))',
      'privileges.map(completePrivilege)',
    ],
    ['privilege', 'is the inverse of parsePrivilege', 'privilege', ".replaceAll(':', '%3A')", ''],
    ['privilege', 'writes equal text only', 'privilege', 'parts.push(targetId)', "parts.push('b')"],
    [
      'search-token-call',
      "sends what Coveo's published",
      'search-token-call',
      'checkParams(searchTokenParamsSchema, params)',
      '{ ...checkParams(searchTokenParamsSchema, params), userIds: undefined }',
    ],
  ),
  ...faultsIn('packages/core/src/endpoint')(
    [
      'token-endpoint-fuzz',
      'keeps its contract',
      'token-endpoint',
      'const refusal = guard.refuse(request)',
      'const refusal = undefined as ReturnType<typeof guard.refuse>',
    ],
    [
      'token-endpoint-fuzz',
      'keeps its contract',
      'problem',
      "detail: 'Retry after the time in Retry-After. The server log has the reason.'",
      'detail: arguments[0].message',
    ],
  ),
  ...faultsIn('packages/core/src/issuing')(
    ['cache-key', 'holds every field', 'cache-key', ...anotherIdentity],
    ['cache-key', 'is the same for two grants', 'cache-key', '.map(canonical).sort()', '.map(canonical)'],
    [
      'cache-key',
      'differs for grants',
      'cache-key',
      'add(parts, grant.filter)',
      'add(parts, grant.filter && undefined)',
    ],
    ['cache-key', 'does not depend on the order', 'cache-key', '.map(canonical).sort()', '.map(canonical)'],
    ['token-issuer.properties', 'issues no token of another user', 'cache-key', ...anotherIdentity],
    ['token-issuer.properties', 'keeps users apart', 'cache-key', ...anotherIdentity],
    [
      'token-issuer.properties',
      'mints a bounded number',
      'rejections',
      'oldest ? oldest.at',
      'oldest && maxRejections < 0 ? oldest.at',
    ],
    [
      'token-issuer.properties',
      'mints 170 times an hour',
      '../shared/backoff',
      'return Math.min(withJitter(steadyMs, random), maxCoolDownMs)',
      'return 0 * steadyMs',
    ],
    [
      'token-zones',
      'puts the refresh into the first half',
      'token-zones',
      'Math.min(windowMs / 2, windowMs - shortMs)',
      'windowMs',
    ],
    ['token-zones', 'computes the same instant', 'token-zones', 'fractionOf(key)', 'Math.random()'],
    ['fleet/fleet.properties', 'mint at most one token', 'cache-key', ...anotherIdentity],
    ['fleet/fleet.properties', 'return no wrong token', 'cache-key', ...anotherIdentity],
    [
      'fleet/sealing',
      'decrypts a value for the same name',
      'fleet/sealing',
      'encoder.encode(name) }',
      "encoder.encode('') }",
    ],
    ['fleet/sealing', 'derives its keys by the HKDF', 'fleet/sealing', '`coveo-token ', '`'],
  ),
  ...faultsIn('packages/core/src/privileges')(
    [
      'has-privileges',
      'is reflexive and transitive',
      'has-privileges',
      'held.type === wanted.type',
      'held.type !== wanted.type',
    ],
    ['has-privileges', 'is monotonic', 'has-privileges', 'held.some(', 'held.every('],
    [
      'has-privileges',
      'returns nothing once they are granted',
      'has-privileges',
      'held.targetId === wanted.targetId)',
      'false)',
    ],
  ),
  ...faultsIn('packages/core/src/shared')(
    ['backoff', 'stays a whole number', 'backoff', 'Math.floor(random() * bound)', 'random() * bound'],
    ['bounded-map', 'agrees with a list', 'bounded-map', '      unlink(entry)\n      link(entry)\n', ''],
    ['fingerprint', 'is the first 16 characters', 'fingerprint', '.subarray(0, 12)', '.subarray(1, 13)'],
    ['redact-text', 'is idempotent', 'redact-text', '.replace(bearer, `', '.replace(bearer, `$1 '],
    ['redact.properties', 'in a text', 'redact-text', '.replace(apiKey, mask)', ''],
    ['redact.properties', 'in a value', 'redact-text', '.replace(apiKey, mask)', ''],
    [
      'redact',
      'masks every secret at any depth',
      'redact',
      "if (typeof item === 'string') return safe(item)",
      "if (typeof item === 'string') return depth > 3 ? item : safe(item)",
    ],
    [
      'single-flight',
      'runs at most one piece of work',
      'single-flight',
      ': follow(key, flight, start)',
      ': launch(key, start)',
    ],
  ),
  ...faultsIn('packages/emulator/src')(
    ['api/ip-address', 'accepts every address', 'api/ip-address', 'missing < 1', 'missing < 2'],
    [
      'api/ip-address',
      'compares as the block list',
      'api/ip-address',
      'BigInt(left.bits - prefix)',
      'BigInt(left.bits - prefix) + 1n',
    ],
    [
      'authorization/privilege',
      'stays true when privileges are added',
      'authorization/privilege',
      'granted.some(',
      'granted.every(',
    ],
    ['clock/emulator-clock', 'adds up any moves', 'clock/emulator-clock', 'offset += ms', 'offset = ms'],
    [
      'documents/directory',
      'gives several identities the union',
      'documents/directory',
      'names.add(accessName',
      'names.clear(); names.add(accessName',
    ],
    [
      'requests/request-log',
      'removes a token at any depth',
      'requests/redact',
      'value.map((item) => redactValue(item, depth + 1))',
      'value.map((item) => (depth > 0 ? item : redactValue(item, depth + 1)))',
    ],
    [
      'requests/request-log',
      'returns pages by sequence',
      'requests/request-log',
      'start, start + limit',
      'start, limit',
    ],
    [
      'search/expression',
      'returns a tree or throws',
      'search/expression',
      '(mark: string) => peek()?.kind',
      '(mark: string) => Object(peek()).text.length && peek()?.kind',
    ],
    [
      'search/unsupported-syntax',
      'never fails: any text',
      'search/expression',
      '(mark: string) => peek()?.kind',
      '(mark: string) => Object(peek()).text.length && peek()?.kind',
    ],
    [
      'search/highlight',
      'marks whole words',
      'search/highlight',
      '({ offset, length: word.length })',
      '({ offset, length: word.length + 1 })',
    ],
    [
      'search/highlight',
      'respects the length',
      'search/highlight',
      'word.offset + word.text.length <= best.start + length)',
      'word.offset <= best.start + length)',
    ],
    [
      'search/run-search.permissions',
      'hide a document from every caller',
      'search/search-index',
      'canAccess(document.allowed, names)',
      'document',
    ],
    [
      'search/run-search.permissions',
      'hide it from facet values',
      'search/query-suggestions',
      'corpus.entries.map(',
      'corpus.index.all().map(',
    ],
    [
      'search/run-search.permissions',
      'let a filter only remove results',
      'search/match-query',
      'parseQuery(request, ',
      "parseQuery(scope.filter ? { ...request, q: '' } : request, ",
    ],
    ['search/time-zone', 'is a local midnight', 'search/time-zone', '{ ...parts, hour: 0,', '{ ...parts, hour: 1,'],
  ),
]
