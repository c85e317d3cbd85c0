#!/usr/bin/env node
import { processContext } from './command/process-context.ts'
import { runCli } from './command/run-cli.ts'
import { endOnClosedOutput } from './output/end-on-closed-output.ts'

for (const stream of [process.stdout, process.stderr]) endOnClosedOutput(stream)
process.exitCode = await runCli(process.argv.slice(2), processContext())
