import * as headless from '@coveo/headless'
import { startHeadlessLab } from './headless-lab.ts'

startHeadlessLab(headless)
