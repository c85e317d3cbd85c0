import '@coveo-token/demo/styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SearchApp } from './search-app.tsx'

const root = document.getElementById('page')
if (root === null) throw new Error('The page has no element with the id "page".')
createRoot(root).render(
  <StrictMode>
    <SearchApp />
  </StrictMode>,
)
