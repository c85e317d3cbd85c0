import { emailsFromEnv } from './emails-from-env.ts'
import { createHttpApp } from './http-app.ts'
import { userSearchFromEnv } from './user-search.ts'

const { PORT = '4403' } = process.env
const app = createHttpApp({ search: userSearchFromEnv(), emails: emailsFromEnv(process.env) })
app.listen(Number(PORT), '127.0.0.1', (error) => console.log(error ?? `http://127.0.0.1:${PORT}/mcp`))
