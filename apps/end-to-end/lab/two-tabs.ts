import { createTabChannel, createTokenSource } from '@coveo-token/core/browser'

const source = createTokenSource({ endpoint: '/api/coveo-token', tabs: createTabChannel() })
const said = document.createElement('output')

function show() {
  const { status, fingerprint = '', error } = source.getSnapshot()
  said.textContent = `${status} ${fingerprint}${error?.code ?? ''}`.trim()
}

document.body.append(said)
source.subscribe(show)
show()
Object.assign(window, { source })
