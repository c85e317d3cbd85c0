import { Notice } from './notice.tsx'

/** What stands at an address that is none of the app's. */
export function NothingHere() {
  return (
    <main className="notice-page">
      <Notice icon="empty" title="There is nothing at this address">
        <p>
          <a className="button" href="/">
            Search instead
          </a>
        </p>
      </Notice>
    </main>
  )
}
