import * as headless from 'headless4'
import { startHeadlessLab } from './headless-lab.ts'

startHeadlessLab(headless as never)
