#!/usr/bin/env node
import { runMain } from 'citty'
import { emulatorCommand } from './command/emulator-command.ts'

await runMain(emulatorCommand)
