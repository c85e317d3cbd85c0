import type { Block } from '../output/block.ts'
import type { Arguments } from './arguments.ts'
import type { OptionInfo } from './option-info.ts'

/** Everything outside that a command reads. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Resolves with the standard input; `''` if nothing is piped. */
  readonly readInput: () => Promise<string>
  /** Confirms with the user; absent without a terminal. */
  readonly confirm?: ((text: string) => Promise<boolean>) | undefined
  readonly fetch: typeof fetch
  /** The local clock, in milliseconds since the epoch. */
  readonly now: () => number
}

export interface CommandInput {
  readonly args: Arguments
  readonly context: CommandContext
}

export interface CommandResult {
  /** 1: a check failed, or Coveo refused. */
  readonly exitCode: 0 | 1
  /** The output of `--json`. */
  readonly json: object
  /** The output without `--json`. */
  readonly blocks: readonly Block[]
  /** A secret to print as it is. Without `--json` it is the whole output. */
  readonly token?: string | undefined
}

export interface Command {
  /** One or two words. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** More lines for the help of the command. */
  readonly details: readonly string[]
  readonly options: Readonly<Record<string, OptionInfo>>
  readonly run: (input: CommandInput) => Promise<CommandResult>
}
