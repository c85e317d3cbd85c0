import { testAccessibility } from '../src/accessible-states.ts'
import { test } from '../src/fixtures.ts'
import { moreStates } from '../src/more-states.ts'
import { provokedStates } from '../src/provoked-states.ts'

test.use({ bypassCSP: true })

testAccessibility([...provokedStates, ...moreStates].filter(({ app }) => app === 'next-search'))
