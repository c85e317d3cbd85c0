import type { Command } from './command.ts'
import { doctorCommand } from './doctor-command.ts'
import { initExpressCommand } from './init-express-command.ts'
import { initNextCommand } from './init-next-command.ts'
import { inspectCommand } from './inspect-command.ts'
import { mintPlatformCommand } from './mint-platform-command.ts'
import { mintSearchCommand } from './mint-search-command.ts'
import { privilegesListCommand } from './privileges-list-command.ts'
import { privilegesOfCommand } from './privileges-of-command.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  inspectCommand,
  privilegesListCommand,
  privilegesOfCommand,
  mintSearchCommand,
  mintPlatformCommand,
  doctorCommand,
  initExpressCommand,
  initNextCommand,
]
