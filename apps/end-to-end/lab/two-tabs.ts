import { createTabChannel, createTokenSource } from '@coveo-token/core/browser'

/** A page with one token source. A server may have rendered an initial token into it. */
const session = new URLSearchParams(location.search).get('session') ?? undefined
const rendered = document.getElementById('initial-token')?.textContent
const source = createTokenSource({
  endpoint: '/api/coveo-token',
  tabs: createTabChannel({ session }),
  initialToken: rendered ? JSON.parse(rendered) : undefined,
})
const output = document.createElement('output')
const shown: string[] = []

function show() {
  const { status, fingerprint = '', error } = source.getSnapshot()
  output.textContent = `${status} ${fingerprint}${error?.code ?? ''}`.trim()
  shown.push(output.textContent)
}

document.body.append(output)
source.subscribe(show)
show()
Object.assign(window, { source, shown })
