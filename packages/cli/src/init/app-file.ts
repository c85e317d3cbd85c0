/** A file to write into an application. */
export interface AppFile {
  /** Relative to the folder of the application. */
  readonly path: string
  readonly text: string
}
