import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { decodeText } from '../command/decode-text.ts'
import { type Check, fail, pass, warn } from './check.ts'
import { createSecretScanner } from './secret-scanner.ts'

/** Build tools copy variables with these prefixes into the code of the page. */
const publicName = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|GATSBY|EXPO_PUBLIC|VUE_APP)_/
const apiKey = /xx[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

interface Variable {
  readonly name: string
  readonly value: string
  readonly from: string
}

/** Whether a variable that build tools copy into pages holds the API key. */
export const publicVariablesCheck: Check = {
  name: 'public variables',
  async run({ context, apiKeys }) {
    const variables = [...listOf(context.env, 'the environment'), ...(await envFileVariables(context.cwd))]
    const isSecret = createSecretScanner(apiKeys)
    const leaked = variables.filter(({ value }) => isSecret(value) !== undefined)
    if (leaked.length > 0) {
      return fail(
        `${describe(leaked)} holds the API key: every visitor can read it in the code of the page.`,
        'Remove the variable, replace the key in the console of Coveo, and let the page read tokens from an endpoint.',
      )
    }
    const keys = variables.filter(({ value }) => apiKey.test(value))
    if (keys.length > 0) {
      return warn(
        `${describe(keys)} holds an API key, which every visitor can read.`,
        'Keep it only if it is a key of the template "Anonymous search": inspect it with coveo-token inspect.',
      )
    }
    return pass('No variable that build tools copy into pages holds an API key.')
  },
}

function listOf(env: Readonly<Record<string, string | undefined>>, from: string): Variable[] {
  return Object.entries(env).flatMap(([name, value]) =>
    publicName.test(name) && value !== undefined ? [{ name, value, from }] : [],
  )
}

/** The variables of the env files that build tools read. */
async function envFileVariables(cwd: string): Promise<Variable[]> {
  const names = await readdir(cwd).catch(() => [])
  const files = names.filter((name) => /^\.env(\.[\w.-]+)?$/.test(name))
  const variables = files.map(async (file) =>
    listOf(parseEnv(await readFile(join(cwd, file)).then(decodeText, () => '')), file),
  )
  return (await Promise.all(variables)).flat()
}

function describe(variables: readonly Variable[]): string {
  return variables.map(({ name, from }) => `${name} (${from})`).join(', ')
}
