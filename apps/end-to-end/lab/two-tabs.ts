import { createTabChannel, createTokenSource } from '@coveo-token/core/browser'

const session = new URLSearchParams(location.search).get('session') ?? undefined
const source = createTokenSource({ endpoint: '/api/coveo-token', tabs: createTabChannel({ session }) })
const output = document.createElement('output')

function show() {
  const { status, fingerprint = '', error } = source.getSnapshot()
  output.textContent = `${status} ${fingerprint}${error?.code ?? ''}`.trim()
}

document.body.append(output)
source.subscribe(show)
show()
Object.assign(window, { source })
