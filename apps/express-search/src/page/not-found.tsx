import '@coveo-token/demo/styles.css'
import { NotFoundPage } from '@coveo-token/demo'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('page')
if (root === null) throw new Error('The page has no element with the id "page".')
createRoot(root).render(<NotFoundPage />)
