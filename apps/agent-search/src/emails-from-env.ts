import * as z from 'zod'

const emailsSchema = z.record(z.string().min(1), z.email()).refine((emails) => Object.keys(emails).length > 0)

/** Reads the email address for each access token from `AGENT_TOKENS`. The error holds no token. */
export function emailsFromEnv({ AGENT_TOKENS = '' }: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const { data } = emailsSchema.safeParse(parsed(AGENT_TOKENS))
  if (data) return data
  throw new Error(
    `AGENT_TOKENS must be JSON with an email address for each access token, such as '{"secret":"asmith@example.com"}'.`,
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // The error of JSON.parse repeats the text.
    return undefined
  }
}
