import { isTokenError } from '@coveo-token/core'
import { failureResult } from '../output/failure-result.ts'
import { renderBlocks } from '../output/render-blocks.ts'
import { renderJson } from '../output/render-json.ts'
import { safeText } from '../output/safe-text.ts'
import { createStyle } from '../output/style.ts'
import { commonOptions, parseArguments } from './arguments.ts'
import type { CommandContext, CommandResult } from './command.ts'
import { findCommand, findGroup } from './find-command.ts'
import { commandHelp, generalHelp, groupHelp } from './help.ts'
import { packageVersion } from './package-version.ts'
import { readEnvFiles } from './read-env-files.ts'
import { refuseSecrets } from './refuse-secrets.ts'
import { UsageError } from './usage-error.ts'

/** Where the command prints. */
export interface Terminal {
  readonly writeOut: (text: string) => void
  readonly writeError: (text: string) => void
  /** Width of the terminal; absent without one. */
  readonly columns?: number | undefined
  readonly colours: boolean
}

/** Runs `coveo-token` and resolves with its exit code: 0, 1 for a failed check or a refusal, 2 for a wrong use. */
export async function runCli(args: readonly string[], context: CommandContext & Terminal): Promise<0 | 1 | 2> {
  const isJson = args.includes('--json')
  try {
    refuseSecrets(args)
    const help = helpFor(args)
    if (help !== undefined) context.writeOut(help)
    if (help !== undefined) return 0
    const result = await run(args, context)
    context.writeOut(isJson ? renderJson(result) : renderText(result, context))
    return result.exitCode
  } catch (error) {
    const isUsage = error instanceof UsageError
    if (!isUsage && !isFileError(error)) throw error
    const message = isUsage ? error.message : `A file cannot be read or written: ${error.message}.`
    if (isJson) context.writeOut(renderJson({ json: { error: { code: isUsage ? 'usage' : 'file', message } } }))
    else context.writeError(`coveo-token: ${safeText(message)}\n`)
    return isUsage ? 2 : 1
  }
}

/** An error of the file system, such as a folder where a file is expected. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

async function run(args: readonly string[], context: CommandContext): Promise<CommandResult> {
  const { command, rest } = findCommand(args)
  const parsed = parseArguments(rest, command.options)
  const env = await readEnvFiles(parsed.texts('env-file'), context)
  try {
    return await command.run({ args: parsed, context: { ...context, env } })
  } catch (error) {
    if (isTokenError(error)) return failureResult(error)
    throw error
  }
}

function renderText(result: CommandResult, terminal: Terminal): string {
  return result.token === undefined ? renderBlocks(result.blocks, createStyle(terminal)) : `${result.token}\n`
}

/** The text for `--help` and `--version`, and for a call without a command. */
function helpFor(args: readonly string[]): string | undefined {
  const named = args.filter((arg) => !(arg.startsWith('--') && arg.slice(2) in commonOptions))
  if (args.includes('--version')) return `${packageVersion()}\n`
  if (named.length === 0) return generalHelp()
  if (!args.includes('--help')) return undefined
  const group = findGroup(args)
  return group.length > 0 ? groupHelp(group) : commandHelp(findCommand(args).command)
}
