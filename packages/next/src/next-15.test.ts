import { describe } from 'vitest'
import { describeNext } from '../test/next-suite.ts'

describe('Next 15', () => describeNext('next15'))
