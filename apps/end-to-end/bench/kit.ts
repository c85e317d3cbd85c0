import { createHeadlessAuth, createTokenSource } from '@coveo-token/core/browser'
import { showResults } from './show-results.ts'

showResults(createHeadlessAuth(createTokenSource()))
