import { coveo } from '../../../coveo.ts'

export const { GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE } = coveo.handlers
