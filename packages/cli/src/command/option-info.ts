/** One option of a command, as `util.parseArgs` takes it, and its line in the help. */
export interface OptionInfo {
  readonly type: 'string' | 'boolean'
  /** May be given more than once. Default false. */
  readonly multiple?: boolean
  /** The word for its value in the help. */
  readonly value?: string
  readonly does: string
  /** The field of a mint that it sets, as errors name it. */
  readonly field?: string
}
