import { CoveoTokenProvider } from '@coveo-token/react'
import { coveo } from '../coveo'
import { Search } from './search'

export default async function Page() {
  return (
    <CoveoTokenProvider initialToken={await coveo.getInitialToken()}>
      <Search />
    </CoveoTokenProvider>
  )
}
