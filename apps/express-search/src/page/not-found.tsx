import '@coveo-token/demo-ui/styles.css'
import { NothingHere } from '@coveo-token/demo-ui'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('page')
if (root === null) throw new Error('The page has no element with the id "page".')
createRoot(root).render(<NothingHere />)
