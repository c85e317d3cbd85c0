import { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'
import type { GetServerSideProps, InferGetServerSidePropsType } from 'next'
import { coveo } from '../coveo'

export const getServerSideProps = (async ({ req, res }) => ({
  props: await coveo.getTokenProps(req, res),
})) satisfies GetServerSideProps

export default function Page(props: InferGetServerSidePropsType<typeof getServerSideProps>) {
  return (
    <CoveoTokenProvider {...props}>
      <Status />
    </CoveoTokenProvider>
  )
}

function Status() {
  const { status, organizationId } = useCoveoToken()
  if (status === 'signed-out') return <a href="/api/login">Sign in to search</a>
  return <p>{status === 'ready' ? `Ready to search in ${organizationId}` : 'Loading'}</p>
}
