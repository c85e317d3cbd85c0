import { testAccessibility } from '../src/accessible-states.ts'
import { test } from '../src/fixtures.ts'
import { partialStates } from '../src/partial-states.ts'
import { provokedStates } from '../src/provoked-states.ts'

test.use({ bypassCSP: true })

testAccessibility([...provokedStates, ...partialStates].filter(({ app }) => app === undefined))
