import { createHttpApp } from './http-app.ts'
import { userSearchFromEnv } from './user-search.ts'

// `AGENT_TOKENS`: JSON with an email address for each access token. `PORT`: default 4403.
const { AGENT_TOKENS = '{}', PORT = '4403' } = process.env
const app = createHttpApp({ search: userSearchFromEnv(), emails: JSON.parse(AGENT_TOKENS) })
app.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/mcp`))
