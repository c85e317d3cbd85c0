/** Where the calls that steer the emulator live. */
export const controlPrefix = '/__emulator'
