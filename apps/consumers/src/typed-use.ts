/** Compiler options that leave no mistake of a declaration unseen. */
export const strictOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  jsx: 'react-jsx',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
}

/** Imports every entry, and uses the one that users begin with. */
export function typedUse(entries: string[]) {
  const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}'`)
  return `${imports.join('\n')}
import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/express-middleware'
import { createTokenSource } from '@coveo-token/core/browser'

export const entries = [${entries.map((_, index) => `entry${index}`).join(', ')}]
export const coveo = createCoveo({
  user: (req) => (req.ip === undefined ? null : { email: 'asmith@example.com' }),
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }),
})
export const source = createTokenSource({ endpoint: '/api/coveo-token' })
// @ts-expect-error: a grant is required
createCoveo({ user: () => null })
`
}

/** The names of the functions that each entry exports. */
export type FunctionNames = Record<string, string[]>

/** A module that prints the `FunctionNames` of these entries. */
export function listFunctions(entries: string[]): string {
  return `const isFunction = (value) => typeof value === 'function' && !/^class\\b/.test(Function.prototype.toString.call(value))
const names = {}
for (const entry of ${JSON.stringify(entries)}) {
  const values = Object.entries(await import(entry))
  names[entry] = values.filter(([, value]) => isFunction(value)).map(([name]) => name)
}
console.log(JSON.stringify(names))`
}

/** Exports functions with the result types of every public function. Their declarations need a public name of each of these types. */
export function typedResults(names: FunctionNames): string {
  const lines = Object.entries(names).map(([entry, functions], index) => {
    const results = functions.map(
      (name) =>
        `export const ${name}${index} = (...args: Parameters<typeof entry${index}.${name}>) => entry${index}.${name}(...args)`,
    )
    return [`import * as entry${index} from '${entry}'`, ...results].join('\n')
  })
  return `${lines.join('\n')}\n`
}
