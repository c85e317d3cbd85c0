import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { createApp, runtimeChecks } from './runtime-checks.ts'

// The program for the Lambda adapter of Hono: each request becomes an event of API Gateway.
const app = createApp()
const lambda = handle(new Hono().all('*', (c) => app.send(c.req.raw)))

async function send(request: Request): Promise<Response> {
  const { pathname: path } = new URL(request.url)
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { ...Object.fromEntries(request.headers), host: 'app.example', 'x-forwarded-proto': 'https' },
    body: (await request.text()) || null,
    isBase64Encoded: false,
    requestContext: { domainName: 'app.example', http: { method: request.method, path } },
  }
  const { statusCode, headers, body } = (await lambda(event as never)) as {
    statusCode: number
    headers: Record<string, string>
    body: string
  }
  return new Response(body, { status: statusCode, headers })
}

console.log(JSON.stringify(await runtimeChecks({ ...app, send })))
