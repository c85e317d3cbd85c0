import { StrictMode, Suspense, version } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { CoveoTokenProvider, useCoveoToken, useSuspenseCoveoToken } from './index.ts'

export { version }

function Shown() {
  const { token, status } = useCoveoToken()
  return <p id="shown">{`${status} ${token ?? '-'}`}</p>
}

function Settled() {
  const { token, status } = useSuspenseCoveoToken()
  return <p id="settled">{`${status} ${token ?? '-'}`}</p>
}

const page = (
  <StrictMode>
    <CoveoTokenProvider>
      <Shown />
      <Suspense fallback={<p id="settled">waiting</p>}>
        <Settled />
      </Suspense>
    </CoveoTokenProvider>
  </StrictMode>
)

/** Renders the page, and returns how to take it away. */
export function mount(container: HTMLElement): () => void {
  const root = createRoot(container)
  root.render(page)
  return () => root.unmount()
}

export function renderShown(): string {
  return renderToString(
    <CoveoTokenProvider>
      <Shown />
    </CoveoTokenProvider>,
  )
}
