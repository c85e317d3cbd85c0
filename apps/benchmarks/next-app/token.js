/** A token of ordinary length. */
export const token = 'eyJ'.padEnd(640, 'alice.')
