import { createExamplePages } from '../src/example-pages.ts'

export default { paths: createExamplePages }
