/** Path prefix of the control routes. */
export const controlPrefix = '/__emulator'
