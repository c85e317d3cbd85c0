import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from '../command/command.ts'
import type { Cell, Tone } from '../output/block.ts'
import type { AppFile } from './app-file.ts'
import { writeEmulatorEnv } from './emulator-env.ts'
import { type WriteOutcome, writeFiles } from './write-files.ts'

export interface InitOptions {
  readonly name: string
  readonly framework: string
  readonly files: readonly AppFile[]
  /** Commands to run next. */
  readonly steps: readonly string[]
}

const tones: Readonly<Record<WriteOutcome, Tone>> = {
  created: 'good',
  overwritten: 'caution',
  extended: 'good',
  unchanged: 'quiet',
  kept: 'bad',
}

/** Creates the command that writes the files of one framework into the current folder. */
export function createInitCommand({ name, framework, files, steps }: InitOptions): Command {
  return {
    name,
    summary: `Write the files of a first token with ${framework} into this folder`,
    details: [
      `Writes ${files.map(({ path }) => path).join(', ')}${files.some(isRoute) ? '; below src if the folder has src/app' : ''}.`,
      'Adds the variables of the emulator to .env.local, unless it has a COVEO_ variable.',
      'Confirms before it overwrites a file. Without a terminal it keeps the file and exits with 1.',
    ],
    options: { overwrite: { type: 'boolean', does: 'Overwrite files without confirmation' } },
    async run({ args, context: { cwd, confirm } }) {
      const prefix = (await isFolder(join(cwd, 'src/app'))) && files.some(isRoute) ? 'src/' : ''
      const written = await writeFiles(
        files.map(({ path, text }) => ({ path: prefix + path, text })),
        {
          folder: cwd,
          mayOverwrite: async (path) => args.flag('overwrite') || ((await confirm?.(`Overwrite ${path}?`)) ?? false),
        },
      )
      const outcomes = [...written, { path: '.env.local', outcome: await writeEmulatorEnv(join(cwd, '.env.local')) }]
      const isComplete = outcomes.every(({ outcome }) => outcome !== 'kept')
      const fix: Cell[][] = isComplete ? [] : [['', 'Fix: move the files that were kept, or add --overwrite.']]
      return {
        exitCode: isComplete ? 0 : 1,
        json: { files: outcomes, steps },
        blocks: [
          {
            rows: [
              ...outcomes.map(({ path, outcome }): Cell[] => [{ text: outcome, tone: tones[outcome] }, path]),
              ...fix,
            ],
          },
          { heading: 'Next', rows: steps.map((step) => [step]) },
        ],
      }
    },
  }
}

function isRoute({ path }: AppFile): boolean {
  return path.startsWith('app/')
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
}
