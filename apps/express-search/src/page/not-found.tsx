import '@coveo-token/demo-ui/styles.css'
import { Notice } from '@coveo-token/demo-ui'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('page')
if (root === null) throw new Error('The page has no element with the id "page".')
createRoot(root).render(
  <main className="notice-page">
    <Notice icon="empty" title="There is nothing at this address">
      <p>
        <a className="button" href="/">
          Search instead
        </a>
      </p>
    </Notice>
  </main>,
)
