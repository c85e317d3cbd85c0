export { type CoveoTokenEndpointOptions, coveoTokenEndpoint } from './coveo-token-endpoint.ts'
