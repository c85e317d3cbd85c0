import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The repository's address on GitHub. */
export const home: string = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).homepage.replace(/#readme$/, '')
