import { CoveoTokenProvider } from '@coveo-token/react'
import { Suspense } from 'react'
import { coveo } from '../coveo'
import { Search } from './search'

export default function Page() {
  return (
    <Suspense fallback={<p>Loading</p>}>
      <SearchOfUser />
    </Suspense>
  )
}

async function SearchOfUser() {
  return (
    <CoveoTokenProvider initialToken={await coveo.getInitialToken()}>
      <Search />
    </CoveoTokenProvider>
  )
}
