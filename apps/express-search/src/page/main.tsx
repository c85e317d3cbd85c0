import '@coveo-token/demo/styles.css'
import { DemoPage } from '@coveo-token/demo'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { readPageStart } from './page-start.ts'

const root = document.getElementById('page')
if (root === null) throw new Error('The page has no element with the id "page".')
createRoot(root).render(
  <StrictMode>
    <DemoPage {...(await readPageStart())} />
  </StrictMode>,
)
