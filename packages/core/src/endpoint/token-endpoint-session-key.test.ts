import { describe, expect, it } from 'vitest'
import { anonymousIdentity, emailIdentity, searchGrant } from '../issuing/grant.ts'
import type { GrantSourceOptions } from '../issuing/grant-source.ts'
import { createTokenIssuer } from '../issuing/token-issuer.ts'
import { createFakeCoveo, type FakeCoveo, fakeToken } from '../testing/fake-coveo.ts'
import { createFetchHandler } from './fetch-handler.ts'
import { createUserTokens, oncePerRequest } from './user-tokens.ts'

interface Person {
  readonly id: number
  readonly email: string
}

const people: Record<string, Person> = {
  alice: { id: 1, email: 'asmith@example.com' },
  bob: { id: 2, email: 'bjones@example.com' },
}

const userOfCookie = (request: Request) => people[request.headers.get('cookie') ?? ''] ?? null

interface SetUpOptions extends Partial<GrantSourceOptions<Person, never>> {
  readonly coveo?: FakeCoveo
  readonly user?: (request: Request) => Person | null
}

function setUp({ user = userOfCookie, ...options }: SetUpOptions = {}) {
  const tokens = createTokenIssuer({
    coveo: createFakeCoveo(),
    grant: (user: Person) => searchGrant({ userIds: [emailIdentity(user.email)] }),
    guest: () => searchGrant({ userIds: [anonymousIdentity()] }),
    ...options,
  })
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const handler = createFetchHandler({ tokens, user, onError })
  const onServer = createUserTokens({
    tokens,
    user,
    onError,
    perRequest: oncePerRequest((request: Request) => request),
  })
  const requestOf = (cookie: string) => new Request('https://app.test/api/coveo-token', { headers: { cookie } })
  return {
    errors,
    wire: async (cookie: string) => (await handler(requestOf(cookie))).json(),
    initial: (cookie: string) => onServer.getInitialToken(requestOf(cookie)),
  }
}

describe('createTokenIssuer with `sessionKey`', () => {
  const sessionKey = (user: Person | null) => (user ? `user-${user.id}` : 'guest')

  it.each([
    ['alice', 'user-1'],
    ['bob', 'user-2'],
    ['', 'guest'],
  ])('names the session of "%s" in every response: %s', async (cookie, key) => {
    const { wire, initial } = setUp({ sessionKey })
    expect(await wire(cookie)).toMatchObject({ sessionKey: key })
    expect(await initial(cookie)).toMatchObject({ sessionKey: key })
  })

  it('names the session of the user whom the token is for, also where the application changes that object meanwhile', async () => {
    const session = { id: 1, email: 'asmith@example.com' }
    const coveo = createFakeCoveo({
      respond(mint) {
        Object.assign(session, { id: mint.number + 1, email: 'bjones@example.com' })
        return fakeToken(mint)
      },
    })
    const { wire, initial } = setUp({ sessionKey, coveo, user: () => session })
    expect(await wire('')).toMatchObject({ token: 'search-token-1', sessionKey: 'user-1' })
    expect(await initial('')).toMatchObject({ token: 'search-token-2', sessionKey: 'user-2' })
  })

  it('names none without the option', async () => {
    const { wire, initial } = setUp()
    expect(await wire('alice')).not.toHaveProperty('sessionKey')
    // Next.js refuses a prop that holds undefined.
    expect(Object.keys((await initial('alice')) ?? {})).not.toContain('sessionKey')
  })

  it.each([
    ['returns a number', () => 7],
    ['returns null', () => null],
    ['is asynchronous', async () => 'user-1'],
    ['throws', () => Object(undefined).id.text],
  ])('responds 500 and logs the reason where it %s', async (_, wrong) => {
    const { wire, initial, errors } = setUp({ sessionKey: wrong as never })
    expect(await wire('alice')).toMatchObject({ code: 'internal' })
    expect(errors).toMatchObject([{ code: 'configuration', message: expect.stringContaining('`sessionKey`') }])
    expect(await initial('alice')).toBeUndefined()
    expect(errors).toHaveLength(2)
  })

  it('logs the error that it threw as the cause', async () => {
    const sessionKey = () => {
      throw new Error('no id')
    }
    const { wire, errors } = setUp({ sessionKey })
    await wire('alice')
    expect(errors).toMatchObject([{ code: 'configuration', cause: { message: 'no id' } }])
  })

  it('throws a TypeError where it is no function', () => {
    const message = '`sessionKey` must be a function that returns a text.'
    expect(() => setUp({ sessionKey: 'id' as never })).toThrow(new TypeError(message))
  })
})
