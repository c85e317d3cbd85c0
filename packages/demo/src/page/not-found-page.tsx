import { Notice } from './notice.tsx'

/** The page for unknown addresses. */
export function NotFoundPage() {
  return (
    <main className="notice-page">
      <Notice icon="empty" title="There is nothing at this address" level={1}>
        <p>
          <a className="button" href="/">
            Search instead
          </a>
        </p>
      </Notice>
    </main>
  )
}
