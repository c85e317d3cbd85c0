import '@coveo-token/demo/styles.css'
import { DemoPage } from '@coveo-token/demo'
import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { readPageStart } from './page-start.ts'

const root = document.getElementById('page')
if (root === null) throw new Error('The page has no element with the id "page".')
const page = (
  <StrictMode>
    <DemoPage {...(await readPageStart())} />
  </StrictMode>
)
// Vite's development server sends the page without its content.
if (root.firstElementChild === null) createRoot(root).render(page)
else hydrateRoot(root, page)
