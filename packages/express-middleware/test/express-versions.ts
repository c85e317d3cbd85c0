import express from 'express'
import express4 from 'express4'

/** Both majors that the package is for, under the types of the newer. */
export const expressVersions: [string, typeof express][] = [
  ['Express 5', express],
  ['Express 4', express4 as unknown as typeof express],
]
